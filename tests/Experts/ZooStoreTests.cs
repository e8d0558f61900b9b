using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Mini;
using SurgeryBench.Experts;
using SurgeryBench.Models;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Experts;

public sealed class ZooStoreTests
{
    private static readonly VisionTransformer Tower = BackboneCatalog.Find("vit-mini");

    private static readonly ZooRecipe Recipe = new()
    {
        Base = new() { Images = 32, BatchSize = 32, LearningRate = 1e-3 },
        Expert = new() { Images = 8, BatchSize = 8, LearningRate = 1e-3 },
        MultiTask = new() { Images = 16, BatchSize = 16, LearningRate = 1e-3 },
    };

    [Test]
    public void MakesAgainWhatIsDamagedAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        using var suite = new MiniSuite(new MiniSizes { Train = 48, Validation = 1, Test = 1, Pretraining = 32 });
        var store = new ZooStore(folder.Path);
        List<string> told = [];
        Zoo Load() => store.LoadOrTrain(suite, Tower, Recipe, 0, 1, new Immediately(step => told.Add(step.Stage)), CancellationToken.None);
        using var first = Load();
        var expected = ZooDigest.Of(first);
        var whole = folder.Files.ToDictionary(path => path, File.ReadAllBytes);
        foreach (var name in new[] { "base", "head.cars", "expert.digits", "mtl" })
        {
            var path = Path.Combine(store.FolderOf(ZooKey.Of(suite, Tower, Recipe, 0)), $"{name}.safetensors");
            File.WriteAllBytes(path, [.. whole[path][..^1], (byte)~whole[path][^1]]);
            told.Clear();
            using var again = Load();
            Assert.That(told.First(), Does.Contain(path).And.Contain("damaged"));
            Assert.That(told.Where(stage => stage.Contains("damaged", StringComparison.Ordinal)), Has.Exactly(1).Items);
            Assert.That(ZooDigest.Of(again), Is.EqualTo(expected), name);
            foreach (var (file, bytes) in whole) Assert.That(File.ReadAllBytes(file), Is.EqualTo(bytes), $"{file} after damage of {name}");
        }
    }
}
