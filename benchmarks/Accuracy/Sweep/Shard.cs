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
        var parts = Enumerable.Range(0, count).Select(_ => (Runs: new HashSet<PlannedRun>(), Passes: 0L)).ToArray();
        var chains = runs.GroupBy(run => (run.Key.Seed, run.Row.MethodOrder)).Select(chain => (Runs: chain, Passes: PassesOf([.. chain], tasks, tests)));
        foreach (var chain in chains.OrderByDescending(chain => chain.Passes))
        {
            ref var least = ref parts[Array.FindIndex(parts, part => part.Passes == parts.Min(other => other.Passes))];
            least.Runs.UnionWith(chain.Runs);
            least.Passes += chain.Passes;
        }
        return [.. parts.Select(part => new Shard([.. runs.Where(part.Runs.Contains)], part.Passes))];
    }

    private static long PassesOf(ImmutableArray<PlannedRun> chain, int tasks, long tests) =>
        chain.Select(run => run.MergesInductively).Distinct().Count() * ImagePasses.OfMerge(chain[0].Method, tasks) + chain.Sum(run => ImagePasses.OfRow(run.Repair, tasks, tests));
}
