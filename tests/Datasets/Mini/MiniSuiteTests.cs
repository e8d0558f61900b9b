using System.Security.Cryptography;
using NUnit.Framework;
using SurgeryBench.Datasets;
using SurgeryBench.Datasets.Mini;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Datasets.Mini;

/// <summary>The suite at its full size, drawn once for all tests here.</summary>
public sealed class MiniSuiteTests
{
    private static readonly string[] Names = ["scenes", "cars", "aerial", "landuse", "house-numbers", "traffic-signs", "digits", "textures"];
    private readonly MiniSuite suite = new();

    [OneTimeTearDown]
    public void Close() => suite.Dispose();

    [Test]
    public void HasTheEightTasksInTableOrder() => Assert.That(suite.Tasks.Select(task => task.Name), Is.EqualTo(Names));

    [TestCaseSource(nameof(Names))]
    public void HasTenToTwentyFourDistinctClasses(string task)
    {
        var classes = suite.Load(task).Task.Classes;
        Assert.That(classes, Is.Unique);
        Assert.That(classes, Has.Length.InRange(10, 24));
    }

    [TestCaseSource(nameof(Names))]
    public void HasTheStatedSizes(string task)
    {
        var data = suite.Load(task);
        Assert.That((data.Train.Count, data.Validation.Count, data.Test.Count), Is.EqualTo((1200, 400, 500)));
        Assert.That(data.Train.Pixels.shape, Is.EqualTo(new long[] { 1200, 3, 32, 32 }));
    }

    [TestCaseSource(nameof(Names))]
    public void HasEveryClassEquallyOftenUpToRounding(string task)
    {
        var data = suite.Load(task);
        foreach (var split in Splits(data))
        {
            var counts = split.Labels.CountBy(label => label).Select(pair => pair.Value).ToList();
            Assert.That(counts, Has.Count.EqualTo(data.Task.Classes.Length));
            Assert.That(counts.Max() - counts.Min(), Is.LessThanOrEqualTo(1));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void HasNoImageTwice(string task) =>
        Assert.That(Splits(suite.Load(task)).SelectMany(Hashes), Is.Unique);

    [TestCaseSource(nameof(Names))]
    public void HasNoBlankImage(string task)
    {
        using var scope = NewDisposeScope();
        var deviations = suite.Load(task).Test.Pixels.to_type(ScalarType.Float32).view(500, -1).std(1);
        Assert.That(deviations.min().item<float>(), Is.GreaterThan(4));
    }

    [Test]
    public void HasTasksWithDifferentPixelStatistics()
    {
        var statistics = Names.Select(name => ImageStatistics.Of(suite.Load(name).Train)).ToList();
        for (var i = 0; i < statistics.Count; i++)
            for (var j = 0; j < i; j++) Assert.That(statistics[i].DistanceTo(statistics[j]), Is.GreaterThan(0.02), $"{Names[i]} and {Names[j]}");
    }

    [Test]
    public void GivesTheSameObjectForTheSameTask()
    {
        var first = suite.Load("digits");
        Assert.That(suite.Load("digits"), Is.SameAs(first));
    }

    [Test]
    public void RefusesATaskItDoesNotHave() => Assert.That(() => suite.Load("mnist"), Throws.ArgumentException.With.Message.Contains("no task 'mnist'"));

    private static ImageSplit[] Splits(TaskData data) => [data.Train, data.Validation, data.Test];

    private static IEnumerable<string> Hashes(ImageSplit split)
    {
        using var scope = NewDisposeScope();
        return [.. split.Pixels.data<byte>().ToArray().Chunk(3 * split.Side * split.Side).Select(image => Convert.ToHexString(SHA256.HashData(image)))];
    }
}
