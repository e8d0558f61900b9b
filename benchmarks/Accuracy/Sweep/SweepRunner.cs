using System.Collections.Concurrent;
using System.Collections.Immutable;
using SurgeryBench.Accuracy.Views;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>Does what is absent of a plan: seed after seed, the rows of a seed side by side, each on one core.</summary>
internal sealed class SweepRunner(SweepPlan plan, ISweepView view, CancellationToken cancellation)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs.</summary>
    /// <returns>The runs that failed; all others have their records.</returns>
    public IReadOnlyList<RunFailure> Run()
    {
        var failures = new ConcurrentBag<RunFailure>();
        foreach (var seed in plan.Absent.GroupBy(run => run.Key.Seed)) RunSeed(seed.Key, [.. seed], failures);
        return [.. failures];
    }

    private void RunSeed(int seed, ImmutableArray<PlannedRun> runs, ConcurrentBag<RunFailure> failures)
    {
        using var bench = Bench.Open(plan, seed, view, cancellation);
        ZooMatch.ThrowIfOther(plan.Store, runs[0].Key.Zoo, bench.Digest);
        var left = RunSeed(bench, runs, failures);
        if (!left.IsEmpty) view.Waiting(left.Length);
        // What another process is at, and does not finish, falls to this one.
        while (!left.IsEmpty)
        {
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
            left = RunSeed(bench, left, failures);
        }
    }

    /// <summary>Does those runs of a seed that no other process is at.</summary>
    /// <returns>Those that another process is at.</returns>
    private ImmutableArray<PlannedRun> RunSeed(Bench bench, ImmutableArray<PlannedRun> runs, ConcurrentBag<RunFailure> failures)
    {
        var queue = new WorkQueue(cancellation);
        MethodRuns[] methods = [.. runs.GroupBy(run => (run.Row.MethodOrder, run.MergesInductively))
            .Select(group => new MethodRuns([.. group], plan, bench, view, failures, cancellation)).OrderByDescending(method => method.LongestPath)];
        try
        {
            foreach (var (chain, method) in methods.Index()) method.AddTo(queue, chain);
            queue.Run(plan.Selection.Threads);
            return [.. methods.SelectMany(method => method.Busy)];
        }
        finally
        {
            foreach (var method in methods) method.Dispose();
        }
    }
}
