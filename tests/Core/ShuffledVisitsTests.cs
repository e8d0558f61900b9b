using NUnit.Framework;
using SurgeryBench.Core;

namespace SurgeryBench.Tests.Core;

public sealed class ShuffledVisitsTests
{
    private static readonly Seed Seed = Seed.Of("visits");

    [Test]
    public void DrawsFullBatchesOfDistinctImages()
    {
        var batches = new ShuffledVisits(Seed).Draw("mnist", 0, batches: 3, size: 16, count: 50);
        Assert.That(batches.Select(batch => batch.Length), Is.EqualTo(new[] { 16, 16, 16 }));
        Assert.That(batches.SelectMany(batch => batch), Is.Unique.And.All.InRange(0L, 49L));
    }

    [Test]
    public void DrawsTheSameTwice()
    {
        var first = Drawn(Seed, "mnist", 3);
        Assert.That(Drawn(Seed, "mnist", 3), Is.EqualTo(first));
    }

    [Test]
    public void DrawsAnewForEveryVisitTaskAndSeed()
    {
        long[][] draws = [Drawn(Seed, "mnist", 0), Drawn(Seed, "mnist", 1), Drawn(Seed, "cars", 0), Drawn(Seed.Of("other"), "mnist", 0)];
        Assert.That(draws.Select(draw => string.Join(' ', draw)), Is.Unique);
    }

    [TestCase(20, new[] { 16, 4 })]
    [TestCase(16, new[] { 16 })]
    [TestCase(3, new[] { 3 })]
    [TestCase(0, new int[0])]
    public void GivesWhatASmallSetHas(int count, int[] sizes)
    {
        var batches = new ShuffledVisits(Seed).Draw("mnist", 0, batches: 2, size: 16, count);
        Assert.That(batches.Select(batch => batch.Length), Is.EqualTo(sizes));
        Assert.That(batches.SelectMany(batch => batch), Is.EquivalentTo(Enumerable.Range(0, count).Select(i => (long)i)));
    }

    [Test]
    public void ReachesEveryImageAboutEquallyOften()
    {
        var sampler = new ShuffledVisits(Seed);
        var counts = new int[40];
        foreach (var image in Enumerable.Range(0, 1000).SelectMany(visit => sampler.Draw("mnist", visit, 2, 4, 40)).SelectMany(batch => batch)) counts[image]++;
        // 200 are expected of each; six standard deviations are 76.
        Assert.That(counts, Is.All.InRange(124, 276));
    }

    private static long[] Drawn(Seed seed, string task, int visit) => [.. new ShuffledVisits(seed).Draw(task, visit, 2, 16, 500).SelectMany(batch => batch)];
}
