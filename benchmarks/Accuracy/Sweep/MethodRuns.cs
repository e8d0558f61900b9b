using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>All absent runs of one method and seed: merges once, then repairs and evaluates, a record each.</summary>
internal sealed class MethodRuns(ImmutableArray<PlannedRun> runs, SweepPlan plan, Bench bench, ISweepView view, ConcurrentBag<RunFailure> failures, CancellationToken cancellation)
{
    private readonly IMergeMethod method = runs[0].Method;
    private readonly RunInputs inputs = RunInputs.Of(bench, plan.Suite.Name, runs[0].Key.Seed, cancellation);

    /// <summary>Runs everything; each merge, repair and evaluation waits for a free slot, so that no more run at a time than there are.</summary>
    public void Run(SemaphoreSlim slots)
    {
        var label = $"{method.Name}, {(runs[0].MergesInductively ? "inductive, " : "")}seed {runs[0].Key.Seed}";
        var losses = new LossLog(label, view);
        var started = Machine.Describe(plan.Selection.Device, TimeProvider.System) with { ZooDigest = bench.Digest };
        (MergedModel Model, TimeSpan Took)? merge = null;
        InSlot(slots, label, () => merge = Timed(() => method.Merge(inputs.For(method, losses, runs[0].MergesInductively))));
        if (merge is not { } merged) return;
        using (merged.Model)
        {
            var work = runs.Select(run => Task.Factory.StartNew(
                () => InSlot(slots, run.Label, () => Finish(run, merged.Model, merged.Took, losses.Curves, started)),
                cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
            Task.WaitAll(work, CancellationToken.None);
        }
    }

    private void Finish(PlannedRun run, MergedModel merged, TimeSpan mergeTook, ImmutableArray<LossCurve> mergeLosses, Provenance started)
    {
        var losses = new LossLog(run.Label, view);
        var (repaired, repairTook) = run.Repair is { } repair ? Timed(() => repair.Repair(merged, inputs.For(repair, losses, run.IsInductive))) : (null, TimeSpan.Zero);
        using (repaired)
        {
            var model = repaired ?? merged;
            var (results, evaluateTook) = Timed(() => bench.Scorers().Select(scorer => scorer.Score(model, cancellation)).ToImmutableArray());
            var record = Record(run, model, results, started) with
            {
                Phases = new Phases(mergeTook, repairTook, evaluateTook),
                Losses = [.. mergeLosses, .. losses.Curves],
            };
            plan.Store.Write(record);
            view.Finished(run.Label, record);
        }
    }

    private RunRecord Record(PlannedRun run, MergedModel model, ImmutableArray<TaskResult> results, Provenance started) => new()
    {
        Key = run.Key,
        Scores = [.. results.Select(result => new TaskScore(result.Task, result.Correct, result.Total))],
        Bias = [.. results.Where(result => result.Bias.All(double.IsFinite)).Select(result => new TaskBias(result.Task, result.Bias))],
        Variance = [.. results.Where(result => !result.Variance.IsEmpty && result.Variance.All(double.IsFinite)).Select(result => new TaskVariance(result.Task, result.Variance))],
        Phases = new Phases(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero),
        PeakBytes = Machine.PeakBytes(),
        EncoderParameters = plan.Zoos.Backbone.Shape.ParameterCount,
        ExtraParameters = model.ExtraParameters,
        NeedsTaskId = model.NeedsTaskId,
        Data = DataNames.Of(RunInputs.Shown(run.Method.Data, run.IsInductive), RunInputs.Shown(run.Repair?.Data ?? DataUse.None, run.IsInductive)),
        IsReference = run.Method.IsReference,
        MethodOrder = run.Row.MethodOrder,
        RepairOrder = run.Row.RepairOrder,
        Provenance = started,
    };

    private void InSlot(SemaphoreSlim slots, string label, Action work)
    {
        slots.Wait(cancellation);
        try
        {
            RunBorder.Guard(label, work, failures, view);
        }
        finally
        {
            slots.Release();
        }
    }

    private static (T Result, TimeSpan Took) Timed<T>(Func<T> work)
    {
        var clock = Stopwatch.StartNew();
        var result = work();
        return (result, clock.Elapsed);
    }
}
