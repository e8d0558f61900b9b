using System.Collections.Immutable;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>The part of a selection that one of several processes does.</summary>
/// <param name="Runs">In the order of the selection.</param>
/// <param name="Passes">What they compute, as <see cref="ImagePasses"/> counts it.</param>
internal sealed record Shard(ImmutableArray<PlannedRun> Runs, long Passes)
{
    /// <summary>
    /// Splits runs into parts that take about as long: the longest first, each to the part that has least. All runs of a method and seed
    /// stay together, since they share a merge. Does not depend on what is done already, so that a part is the same when it is taken up again.
    /// </summary>
    /// <param name="runs">All.</param>
    /// <param name="count">How many parts, at least 1; some are empty if there are fewer methods and seeds.</param>
    /// <param name="tasks">Tasks merged.</param>
    /// <param name="tests">Test images of all tasks together.</param>
    public static ImmutableArray<Shard> Split(ImmutableArray<PlannedRun> runs, int count, int tasks, long tests)
    {
        var loads = new long[count];
        var parts = new Dictionary<(int Seed, int Method), int>();
        var chains = runs.GroupBy(ChainOf).Select(chain => (chain.Key, Passes: PassesOf([.. chain], tasks, tests)));
        foreach (var (chain, passes) in chains.OrderByDescending(chain => chain.Passes))
        {
            var least = Array.IndexOf(loads, loads.Min());
            loads[least] += passes;
            parts[chain] = least;
        }
        return [.. loads.Select((passes, part) => new Shard([.. runs.Where(run => parts[ChainOf(run)] == part)], passes))];
    }

    private static (int Seed, int Method) ChainOf(PlannedRun run) => (run.Key.Seed, run.Row.MethodOrder);

    private static long PassesOf(ImmutableArray<PlannedRun> chain, int tasks, long tests) =>
        chain.Select(run => run.MergesInductively).Distinct().Count() * ImagePasses.OfMerge(chain[0].Method, tasks) + chain.Sum(run => ImagePasses.OfRow(run.Repair, tasks, tests));
}
