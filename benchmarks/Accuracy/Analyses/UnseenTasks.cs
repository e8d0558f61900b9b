using System.Collections.Immutable;
using System.Text.Json;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Reporting;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>
/// Accuracy on tasks whose experts were left out of the merge, beside that on the others. A repair has no modules for them: there the merged encoder
/// stands alone, under the heads that their experts have.
/// </summary>
internal sealed record UnseenTasks : Probe
{
    private const int FewestMerged = 2;
    private const string Base = "pretrained";

    /// <inheritdoc/>
    public override string Name => "unseen-tasks";

    /// <inheritdoc/>
    public override string Description => "accuracy on merged tasks (x = 0) and on the last tasks of the suite, left out of merge and repair (x = 1)";

    /// <summary>How many tasks are left out, above 0; default 2.</summary>
    public int Unseen { get; init => field = Setting.Positive(value); } = 2;

    private protected override ImmutableArray<string> References => [ResultTable.Individual, Base];

    /// <inheritdoc/>
    public override IEnumerable<ProbeCase> CasesOf(PlannedRow row, int tasks) => tasks - Unseen < FewestMerged
        ? throw new UsageException($"{Name}.Unseen={Unseen} leaves fewer than {FewestMerged} of the suite's {tasks} tasks to merge.")
        : [new ProbeCase(JsonSerializer.Serialize(new { Unseen }), row.Method.IsReference ? tasks : tasks - Unseen)];

    /// <inheritdoc/>
    public override ImmutableArray<ProbeSeries> Measure(ProbeJob job, ProbeSubject subject, IProgress<StepProgress> progress)
    {
        var all = subject.Bench.Accuracies(onTest: true).ToList();
        using var repaired = subject.Repair(job.Row.Repair, progress);
        var seen = all[..^Unseen].Select(scorer => (Result: scorer.Score(repaired ?? subject.Merged, subject.Cancellation), X: 0.0));
        // A merge that has to be told the task cannot be told one it does not know; reference rows know all.
        var unseen = subject.Merged.NeedsTaskId && !job.Row.Method.IsReference ? [] : all[^Unseen..].Select(scorer => (Result: scorer.Score(subject.Merged, subject.Cancellation), X: 1.0));
        return [.. seen.Concat(unseen).Select(score => new ProbeSeries(score.Result.Task, Metrics.Accuracy.Name, [score.X], [(double)score.Result.Correct / score.Result.Total]))];
    }

    /// <inheritdoc/>
    public override Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject) => new(
        $"Accuracy on tasks that were merged and that were not, on {subject}",
        [
            .. MethodPanels.OfMerges(rows, new Axis("") { Kinds = ["merged tasks", "unseen tasks, unrepaired"] }, Axis.Of(Metrics.Accuracy, "mean over tasks"), row => row.Along(Metrics.Accuracy), CurveForm.Points),
        ]);

    private protected override string CurveSettingsOf(ProbeRecord record) => WithOwnSettings(record);
}
