using NUnit.Framework;
using SurgeryBench.Accuracy.Analyses;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Methods;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Analyses;

[UnderLease]
public sealed class CalibrationTests
{
    [Test]
    public void DrawsDistinctImagesOfWhichAFewerBeginAMore()
    {
        using var images = new TensorImages(arange(20, ScalarType.Float32).reshape(20, 1, 1, 1));
        var (few, more) = (Values(SomeImages.Draw(images, 4, Seed.Of("a"))), Values(SomeImages.Draw(images, 9, Seed.Of("a"))));
        Assert.That(few, Has.Length.EqualTo(4).And.Unique);
        Assert.That(more[..4], Is.EqualTo(few));
        Assert.That(Values(SomeImages.Draw(images, 4, Seed.Of("b"))), Is.Not.EqualTo(few));
        Assert.That(Values(SomeImages.Draw(images, 50, Seed.Of("a"))).Order(), Is.EqualTo(Enumerable.Range(0, 20)));
    }

    [Test]
    public void DrawsTheSameNoiseForEqualSeeds()
    {
        using var scope = NewDisposeScope();
        using NoiseImages one = new(50, 8, Seed.Of("a"), CPU), same = new(50, 8, Seed.Of("a"), CPU), other = new(50, 8, Seed.Of("b"), CPU);
        Tensor first = one.Take([3, 7]), second = one.Take([7]);
        Assert.That(first.shape, Is.EqualTo(new long[] { 2, 3, 8, 8 }));
        Assert.That(first[1].equal(second[0]).all().item<bool>());
        Assert.That(first.equal(same.Take([3, 7])).all().item<bool>());
        Assert.That(first.equal(other.Take([3, 7])).any().item<bool>(), Is.False);
        Assert.That(one.Take([.. Enumerable.Range(0, 50).Select(index => (long)index)]).std().item<float>(), Is.EqualTo(1).Within(0.05));
    }

    [Test]
    public void AsksNothingOfARepairThatLooksAtNoImages()
    {
        foreach (var repair in RepairCatalog.All)
        {
            var row = new PlannedRow(MethodCatalog.All[0], 0, repair, 1);
            Assert.That(new NumberOfImages().CasesOf(row, 8).Any(), Is.EqualTo(repair.Data != DataUse.None), repair.Name);
            Assert.That(new KindOfImages().CasesOf(row, 8).Any(), Is.EqualTo(repair.Data != DataUse.None), repair.Name);
        }
        Assert.That(RepairCatalog.All.Select(repair => repair.Data), Has.Some.EqualTo(DataUse.None).And.Some.EqualTo(DataUse.UnlabelledTest));
    }

    private static float[] Values(SomeImages images)
    {
        using var taken = images.Take([.. Enumerable.Range(0, images.Count).Select(index => (long)index)]);
        return taken.data<float>().ToArray();
    }
}
