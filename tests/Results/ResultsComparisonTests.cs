using NUnit.Framework;
using SurgeryBench.Results;
using SurgeryBench.Results.Comparison;

namespace SurgeryBench.Tests.Results;

public sealed class ResultsComparisonTests
{
    private static readonly RunRecord Other = Samples.Record with { Key = Samples.Key with { Method = "ties" } };

    private static RunRecord With(long digits, long signs) => Samples.Record with { Scores = [new("digits", digits, 40), new("signs", signs, 50)] };

    [Test]
    public void FindsTheSameWhateverTimeMemoryAndMachineWere()
    {
        var again = Samples.Record with { Phases = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero), PeakBytes = 1, Provenance = Samples.Record.Provenance with { Machine = "another" } };
        var pair = ResultsComparison.Of([Samples.Record], [again]).Pairs.Single();
        Assert.That((pair.IsSame, pair.HasSameZoo, pair.ImagesApart), Is.EqualTo((true, true, 0L)));
    }

    [Test]
    public void PairsRunsByTheirKeys()
    {
        var comparison = ResultsComparison.Of([Samples.Record, Other], [Other with { Key = Other.Key with { Seed = 1 } }, Samples.Record]);
        Assert.That(comparison.Pairs.Single().First.Key, Is.EqualTo(Samples.Key));
        Assert.That(comparison.OnlyFirst.Single().Key, Is.EqualTo(Other.Key));
        Assert.That(comparison.OnlySecond.Single().Key.Seed, Is.EqualTo(1));
    }

    // Two images on one task and three on another are three apart.
    [TestCase(null, 1)]
    [TestCase(2, 1)]
    [TestCase(3, 0)]
    public void AllowsSoManyImagesATask(long? images, int differing)
    {
        var comparison = ResultsComparison.Of([With(30, 25)], [With(32, 22)]);
        Assert.That(comparison.Pairs.Single().ImagesApart, Is.EqualTo(3));
        Assert.That(comparison.Differing(images), Has.Length.EqualTo(differing));
    }

    [Test]
    public void AsksForEveryBitUnlessImagesAreAllowed()
    {
        var nudged = Samples.Record with { Bias = [new("digits", [0.1, 0.2, Math.BitIncrement(0.05)]), new("signs", [])] };
        var comparison = ResultsComparison.Of([Samples.Record], [nudged]);
        Assert.That(comparison.Differing(null), Has.Length.EqualTo(1));
        Assert.That(comparison.Differing(0), Is.Empty);
    }

    [Test]
    public void PutsTheFurthestFirstAndOtherTasksBeforeAll()
    {
        RunRecord fewer = Other with { Scores = [new("digits", 30, 40)], Bias = [], Variance = null }, third = With(30, 20) with { Key = Samples.Key with { Method = "dare" } };
        var comparison = ResultsComparison.Of([With(30, 25), third, Other], [With(31, 25), third with { Scores = With(30, 27).Scores }, fewer]);
        Assert.That(comparison.Differing(0).Select(pair => pair.First.Key.Method), Is.EqualTo(new[] { "ties", "dare", "task-arithmetic" }));
        Assert.That(comparison.Differing(1000).Single().ImagesApart, Is.Null);
    }

    [TestCase("aaaaaaaaaaaa", null, true)]
    [TestCase("aaaaaaaaaaaa", "aaaaaaaaaaaa", true)]
    [TestCase("aaaaaaaaaaaa", "bbbbbbbbbbbb", false)]
    public void SeesWhetherBothStartFromTheSameModels(string? first, string? second, bool same)
    {
        RunRecord On(string? digest) => Samples.Record with { Provenance = Samples.Record.Provenance with { ZooDigest = digest } };
        Assert.That(new RunPair(On(first), On(second)).HasSameZoo, Is.EqualTo(same));
    }
}
