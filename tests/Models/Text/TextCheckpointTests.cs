using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models.Safetensors;
using SurgeryBench.Models.Text;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models.Text;

public sealed class TextCheckpointTests
{
    [Test]
    public void ReadsTheTextTowerOutOfAWholeModelInHalfPrecision([Values] bool huggingFace)
    {
        using var scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using var tower = TinyTextTower.Weights();
        using var renamed = huggingFace ? TinyTextTower.UnderHuggingFaceNames(tower) : tower.Clone();
        using var whole = Halved(renamed, KeyValuePair.Create("visual.proj", ones(2, 3)), KeyValuePair.Create("text_model.embeddings.position_ids", arange(12)));
        var path = Write(folder, whole);

        var (read, weights) = TextCheckpoint.Load(path, TinyTextTower.Shape);
        using var owned = weights;
        Assert.That(weights.Names, Is.EqualTo(renamed.Names));
        Assert.That(weights.Names.Select(name => weights[name].dtype), Is.All.EqualTo(ScalarType.Float32));
        var ids = TinyTextTower.Ids("a cat", "a photo of a dog.");
        using var exact = tower.Map((_, tensor) => tensor.to(ScalarType.Float16).to(ScalarType.Float32));
        Assert.That((read.Encode(weights, ids) - TinyTextTower.Tower.Encode(exact, ids)).abs().max().item<float>(), Is.LessThan(1e-6));
    }

    // A base repository may hold nothing but pytorch_model.bin.
    [Test]
    public void LooksIntoPyTorchFilesToo() => Assert.That(
        () => TextCheckpoint.Load(RepositoryRoot.At("tests", "Fixtures", "pt_files", "head_zip.pt"), TinyTextTower.Shape),
        Throws.TypeOf<BadInputException>().With.Message.Contains("no token embedding"));

    [Test]
    public void LeavesNoTensorBehindButTheTower()
    {
        using var folder = new TemporaryFolder();
        using var tower = TinyTextTower.Weights();
        var path = Write(folder, tower);
        var before = LiveTensors.Count();
        using (TextCheckpoint.Load(path, TinyTextTower.Shape).Weights) Assert.That(Tensor.TotalCount, Is.EqualTo(before + tower.Names.Length));
    }

    [Test]
    public void RefusesAFileThatIsNotThere() =>
        Assert.That(() => TextCheckpoint.Load("no-such.safetensors", TinyTextTower.Shape), Throws.TypeOf<BadInputException>().With.Message.Contains("no-such.safetensors"));

    [Test]
    public void RefusesATowerOfAnotherSize()
    {
        using var folder = new TemporaryFolder();
        using var tower = TinyTextTower.Weights();
        var path = Write(folder, tower);
        Assert.That(() => TextCheckpoint.Load(path, TinyTextTower.Shape with { EmbeddingSize = 5 }),
            Throws.TypeOf<MisfitException>().With.Message.Contains("'text_projection' is [8, 4] instead of [8, 5]"));
    }

    [Test]
    public void RefusesIntegersForWeights()
    {
        using var folder = new TemporaryFolder();
        using var tower = TinyTextTower.Weights();
        using var integer = tower.Map((name, tensor) => name == "ln_final.bias" ? zeros(8, int64) : tensor.clone());
        var path = Write(folder, integer);
        Assert.That(() => TextCheckpoint.Load(path, TinyTextTower.Shape),
            Throws.TypeOf<BadInputException>().With.Message.EqualTo($"'{path}' has 'ln_final.bias' as Int64; floating-point numbers were expected."));
    }

    private static Weights Halved(Weights weights, params KeyValuePair<string, Tensor>[] others) =>
        new([.. weights.Names.Select(name => KeyValuePair.Create(name, weights[name].to(ScalarType.Float16))), .. others]);

    private static string Write(TemporaryFolder folder, Weights weights)
    {
        var path = Path.Combine(folder.Path, "model.safetensors");
        SafetensorsWriter.Write(path, weights);
        return path;
    }
}
