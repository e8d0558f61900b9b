using NUnit.Framework;
using SurgeryBench.Datasets;
using SurgeryBench.Datasets.Mini;

namespace SurgeryBench.Tests.Datasets.Mini;

public sealed class MiniDrawingTests
{
    private static readonly MiniSizes Few = new() { Train = 40, Validation = 10, Test = 10, Pretraining = 120 };

    [Test]
    public void GivesTheSameBytesTwiceAndForAnyNumberOfWorkers()
    {
        using var alone = new MiniSuite(Few, workers: 1);
        using var together = new MiniSuite(Few, workers: 4);
        foreach (var task in alone.Tasks)
            Assert.That(Bytes(together.Load(task.Name).Train), Is.EqualTo(Bytes(alone.Load(task.Name).Train)), task.Name);
        using var first = alone.LoadPretraining();
        using var second = together.LoadPretraining();
        Assert.That(Bytes(second!), Is.EqualTo(Bytes(first!)));
    }

    [Test]
    public void KeepsAnImageWhenOthersAreAdded()
    {
        using var few = new MiniSuite(Few);
        using var more = new MiniSuite(Few with { Train = 60 });
        Assert.That(Bytes(more.Load("cars").Train).Take(40 * 3 * 32 * 32), Is.EqualTo(Bytes(few.Load("cars").Train)));
    }

    [Test]
    public void NamesOtherContentOtherwise()
    {
        using var few = new MiniSuite(Few);
        using var same = new MiniSuite(Few);
        using var more = new MiniSuite(Few with { Test = 11 });
        Assert.That(same.Fingerprint, Is.EqualTo(few.Fingerprint).And.Match("^[0-9a-f]{16}$"));
        Assert.That(more.Fingerprint, Is.Not.EqualTo(few.Fingerprint));
    }

    [Test]
    public void PretrainsOnFortyToSixtyClassesNoneOfThemATasks()
    {
        using var suite = new MiniSuite(Few);
        using var images = suite.LoadPretraining()!;
        Assert.That(suite.PretrainingClasses, Is.InRange(40, 60));
        Assert.That(images.Count, Is.EqualTo(Few.Pretraining));
        Assert.That(images.Labels.Distinct().Count(), Is.EqualTo(suite.PretrainingClasses));
    }

    private static byte[] Bytes(ImageSplit split) => split.Pixels.data<byte>().ToArray();
}
