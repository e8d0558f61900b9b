using System.Collections.Concurrent;
using System.Collections.Immutable;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>
/// All absent runs of one method and seed: merges once, then repairs and evaluates, a record each. Runs that another process is at are left to
/// it. Owns the merged model.
/// </summary>
internal sealed class MethodRuns(ImmutableArray<PlannedRun> runs, SweepPlan plan, Bench bench, ISweepView view, ConcurrentBag<RunFailure> failures, CancellationToken cancellation)
    : IDisposable
{
    private readonly ConcurrentBag<PlannedRun> busy = [];
    private readonly IMergeMethod method = runs[0].Method;
    private readonly string label = $"{runs[0].Method.Name}, {(runs[0].MergesInductively ? "inductive, " : "")}seed {runs[0].Key.Seed}";
    private readonly RunInputs inputs = RunInputs.Of(bench, plan.Suite.Name, runs[0].Key.Seed, cancellation);
    private readonly ConcurrentDictionary<PlannedRun, RunClaim> claims = new();
    private Measured<MergedModel>? merged;

    /// <summary>Images that the merge and the longest of the repairs after it train on, one after the other.</summary>
    public long LongestPath => method.TrainingImages(Tasks) + runs.Max(TrainingImages);

    /// <summary>Runs that another process was at when this came to them.</summary>
    public IEnumerable<PlannedRun> Busy => busy;

    private int Tasks => bench.Zoo.Experts.Length;

    /// <summary>Adds the merge to a queue, which then adds the runs.</summary>
    /// <param name="queue">What does them.</param>
    /// <param name="chain">The place of this method among all.</param>
    public void AddTo(WorkQueue queue, int chain) => queue.Begin(chain, () => Guard(label, () =>
    {
        var mine = Claim();
        if (mine.IsEmpty) return;
        var losses = new LossLog(label, view);
        var started = Machine.Describe(plan.Selection.Device, plan.Clock) with { ZooDigest = bench.Digest };
        var merge = merged = Measured<MergedModel>.Of(() => method.Merge(inputs.For(method, losses, runs[0].MergesInductively)));
        foreach (var run in mine) queue.Continue(chain, TrainingImages(run), () => Guard(run.Label, () => Finish(run, merge, losses.Curves, started)));
    }));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var run in claims.Keys) GiveBack(run);
        Interlocked.Exchange(ref merged, null)?.Result.Dispose();
    }

    private ImmutableArray<PlannedRun> Claim()
    {
        foreach (var run in runs)
        {
            if (plan.Store.TryClaim(run.Key) is { } claim) claims[run] = claim;
            else if (plan.Store.Contains(run.Key)) view.DoneElsewhere(run.Label);
            else busy.Add(run);
        }
        return [.. runs.Where(claims.ContainsKey)];
    }

    private void GiveBack(PlannedRun run)
    {
        if (claims.TryRemove(run, out var claim)) claim.Dispose();
    }

    private void Finish(PlannedRun run, Measured<MergedModel> merge, ImmutableArray<LossCurve> mergeLosses, Provenance started)
    {
        try
        {
            var losses = new LossLog(run.Label, view);
            var repaired = run.Repair is { } repair
                ? Measured<MergedModel?>.Of(() => repair.Repair(merge.Result, inputs.For(repair, losses, run.IsInductive)))
                : new(null, TimeSpan.Zero, 0);
            using var owned = repaired.Result;
            var model = repaired.Result ?? merge.Result;
            var results = Measured<ImmutableArray<TaskResult>>.Of(() => [.. bench.Scorers().Select(scorer => scorer.Score(model, cancellation))]);
            var record = Record(run, model, results.Result, started) with
            {
                Phases = new Phases(merge.Took, repaired.Took, results.Took),
                Peaks = (merge.Peak, repaired.Peak, results.Peak) is ({ } merging, { } repairing, { } evaluating) ? new PhasePeaks(merging, repairing, evaluating) : null,
                Losses = [.. mergeLosses, .. losses.Curves],
            };
            plan.Store.Write(record);
            view.Finished(run.Label, record);
        }
        finally
        {
            GiveBack(run);
            // The merge is released with the last of its runs, not with the last of the sweep.
            if (claims.IsEmpty) Dispose();
        }
    }

    private RunRecord Record(PlannedRun run, MergedModel model, ImmutableArray<TaskResult> results, Provenance started) => new()
    {
        Key = run.Key,
        Scores = [.. results.Select(result => new TaskScore(result.Task, result.Correct, result.Total))],
        Bias = [.. results.Where(result => result.Bias.All(double.IsFinite)).Select(result => new TaskBias(result.Task, result.Bias))],
        Variance = [.. results.Where(result => !result.Variance.IsEmpty && result.Variance.All(double.IsFinite)).Select(result => new TaskVariance(result.Task, result.Variance))],
        Phases = Phases.Unmeasured,
        PeakBytes = Machine.PeakBytes(),
        EncoderParameters = plan.Zoos.Backbone.Shape.ParameterCount,
        ExtraParameters = model.ExtraParameters,
        ExtraMultiplyAdds = model.ExtraMultiplyAdds,
        NeedsTaskId = model.NeedsTaskId,
        Data = DataNames.Of(RunInputs.Shown(run.Method.Data, run.IsInductive), RunInputs.Shown(run.Repair?.Data ?? DataUse.None, run.IsInductive)),
        IsReference = run.Method.IsReference,
        MethodOrder = run.Row.MethodOrder,
        RepairOrder = run.Row.RepairOrder,
        Provenance = started,
    };

    private long TrainingImages(PlannedRun run) => run.Repair?.TrainingImages(Tasks) ?? 0;

    private void Guard(string name, Action work) => RunBorder.Guard(name, work, failures, view);
}
