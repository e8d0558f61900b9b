using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Experts;
using SurgeryBench.Tests.Results;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Experts;

public sealed class HeadCacheTests
{
    private static readonly string Key = HeadKey.Of("tower", ["cat", "dog"], ["a {}."]);

    [Test]
    public void BuildsAHeadOnceAndLoadsItFromThenOn()
    {
        using var folder = new TemporaryFolder();
        var cache = new HeadCache(folder.Path);
        var built = 0;
        Head Build()
        {
            built++;
            return new Head(tensor(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }));
        }
        for (var time = 0; time < 3; time++)
        {
            using var head = cache.LoadOrBuild(Key, 2, Build, CancellationToken.None);
            Assert.That(head.Weight.data<float>(), Is.EqualTo(new float[] { 1, 2, 3, 4, 5, 6 }));
            Assert.That((head.Classes, head.Bias), Is.EqualTo((2, (Tensor?)null)));
        }
        Assert.That(built, Is.EqualTo(1));
        Assert.That(File.Exists(cache.PathOf(Key)));
    }

    [Test]
    public void LeavesNoFileWhenBuildingFails()
    {
        using var folder = new TemporaryFolder();
        var cache = new HeadCache(folder.Path);
        Assert.That(() => cache.LoadOrBuild(Key, 2, () => throw new BadInputException("no tower"), CancellationToken.None), Throws.TypeOf<BadInputException>());
        Assert.That(File.Exists(cache.PathOf(Key)), Is.False);
    }

    [Test]
    public void RefusesAFileThatHoldsAnotherHead()
    {
        using var folder = new TemporaryFolder();
        var cache = new HeadCache(folder.Path);
        cache.LoadOrBuild(Key, 2, () => new Head(ones(2, 3)), CancellationToken.None).Dispose();
        Assert.That(() => cache.LoadOrBuild(Key, 4, () => new Head(ones(4, 3)), CancellationToken.None),
            Throws.TypeOf<BadInputException>().With.Message.Contains(cache.PathOf(Key)).And.Message.Contains("[4, embedding]"));

        using var other = new Weights([KeyValuePair.Create("bias", ones(2, 3))]);
        SealedWeights.Write(cache.PathOf(Key), other);
        Assert.That(() => cache.LoadOrBuild(Key, 2, () => new Head(ones(2, 3)), CancellationToken.None), Throws.TypeOf<BadInputException>());
    }

    [Test]
    public void ChangesTheKeyWithTowerClassesTemplatesAndTheirOrder()
    {
        string[] keys =
        [
            Key, HeadKey.Of("other", ["cat", "dog"], ["a {}."]), HeadKey.Of("tower", ["dog", "cat"], ["a {}."]), HeadKey.Of("tower", ["cat", "dog"], ["the {}."]),
            HeadKey.Of("tower", ["cat"], ["dog", "a {}."]),
        ];
        Assert.That(keys, Is.Unique);
        Assert.That(HeadKey.Of("tower", ["cat", "dog"], ["a {}."]), Is.EqualTo(Key));
    }
}
