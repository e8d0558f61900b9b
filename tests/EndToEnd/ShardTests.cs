using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Methods;
using SurgeryBench.Results;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.EndToEnd;

public sealed class ShardTests
{
    private const int Tasks = 8;
    private const long Tests = 3200;

    private static ImmutableArray<PlannedRun> Runs(int seeds, bool done = false) =>
    [
        .. from seed in Enumerable.Range(0, seeds)
           from method in MethodCatalog.All.Index()
           from repair in RepairCatalog.All.Index().Select(entry => ((int, IRepair?))(entry.Index + 1, entry.Item)).Prepend((0, null))
           select new PlannedRun(
               new PlannedRow(method.Item, method.Index, repair.Item2, repair.Item1),
               Samples.Key with { Seed = seed, Method = method.Item.Name, Repair = repair.Item2?.Name ?? RunKey.NoRepair },
               done),
    ];

    private static ImmutableArray<Shard> Split(ImmutableArray<PlannedRun> runs, int count) => Shard.Split(runs, count, Tasks, Tests);

    [TestCase(1)]
    [TestCase(4)]
    [TestCase(500)]
    public void GivesEveryRunToOnePart(int count)
    {
        var runs = Runs(2);
        var shards = Split(runs, count);
        Assert.That(shards, Has.Length.EqualTo(count));
        Assert.That(shards.SelectMany(shard => shard.Runs), Is.EquivalentTo(runs));
    }

    [Test]
    public void KeepsTheRunsOfAMethodAndSeedTogetherSinceTheyShareAMerge()
    {
        var homes = Split(Runs(2), 5).SelectMany((shard, index) => shard.Runs.Select(run => (run.Key.Seed, run.Key.Method, index))).Distinct();
        Assert.That(homes.GroupBy(home => (home.Seed, home.Method)), Has.All.Exactly(1).Items);
    }

    [Test]
    public void MakesPartsThatTakeAboutAsLong()
    {
        var passes = Split(Runs(1), 4).Select(shard => shard.Passes).ToList();
        var longest = Runs(1).GroupBy(run => run.Key.Method).Max(chain => Split([.. chain], 1)[0].Passes);
        Assert.That(passes.Max() - passes.Min(), Is.LessThanOrEqualTo(longest));
        Assert.That(passes.Max(), Is.LessThan(1.05 * passes.Average()));
    }

    [Test]
    public void MakesTheSamePartsWhateverIsDoneAlready()
    {
        var (fresh, resumed) = (Split(Runs(1), 3), Split(Runs(1, done: true), 3));
        Assert.That(resumed.Select(shard => shard.Runs.Select(run => run.Key)), Is.EqualTo(fresh.Select(shard => shard.Runs.Select(run => run.Key))));
    }

    [Test]
    public void CountsWhatAMergeAndItsRowsCompute()
    {
        var adamerging = Runs(1).Where(run => run.Key.Method == "adamerging").ToImmutableArray();
        var none = adamerging.Where(run => run.Repair is null).ToImmutableArray();
        var v2 = adamerging.Where(run => run.Key.Repair == "surgery-v2").ToImmutableArray();
        var merge = 3 * adamerging[0].Method.TrainingImages(Tasks);
        Assert.That(Split(none, 1)[0].Passes, Is.EqualTo(merge + Tests));
        Assert.That(Split([.. none, .. v2], 1)[0].Passes, Is.EqualTo(merge + Tests + Tests + (3 * v2[0].Repair!.TrainingImages(Tasks))));
        Assert.That(Split([none[0], none[0] with { Key = none[0].Key with { Calibration = RunKey.Inductive } }], 1)[0].Passes, Is.EqualTo((2 * merge) + (2 * Tests)), "it merges again on training images");
    }
}
