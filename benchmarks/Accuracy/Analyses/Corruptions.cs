using System.Collections.Immutable;
using System.Text.Json;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Corruptions;
using SurgeryBench.Evaluation;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Accuracy on corrupted test images, of models merged and repaired with clean ones: the robustness test of the AdaMerging paper.</summary>
internal sealed record Corruptions : Probe
{
    /// <inheritdoc/>
    public override string Name => "corruptions";

    /// <inheritdoc/>
    public override string Description => "accuracy on clean (x = 0) and corrupted test images, seven kinds";

    /// <summary>How bad, 1 to 5; default 3.</summary>
    public int Severity { get; init => field = (int)Setting.Between(0, CorruptionCatalog.MostSevere + 1, value); } = 3;

    /// <inheritdoc/>
    public override IEnumerable<ProbeCase> CasesOf(PlannedRow row, int tasks) => [new ProbeCase(JsonSerializer.Serialize(new { Severity }), tasks)];

    /// <inheritdoc/>
    public override ImmutableArray<ProbeSeries> Measure(ProbeJob job, ProbeSubject subject, IProgress<StepProgress> progress)
    {
        using var repaired = subject.Repair(job.Row.Repair, progress);
        return [.. subject.Experts.Select(expert => OfTask(expert, repaired ?? subject.Merged, subject))];
    }

    /// <inheritdoc/>
    public override Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject) => new(
        $"Accuracy on corrupted test images of {subject}",
        MethodPanels.OfMerges(
            rows, new Axis("") { Kinds = ["clean", .. CorruptionCatalog.Names] }, Axis.Of(Metrics.Accuracy, "mean over tasks"), row => row.Along(Metrics.Accuracy), CurveForm.Points));

    private protected override string CurveSettingsOf(ProbeRecord record) => WithOwnSettings(record);

    private ProbeSeries OfTask(Expert expert, MergedModel model, ProbeSubject subject)
    {
        var test = subject.Bench.TestOf(expert.Task);
        double[] accuracies = [Accuracy(test), .. CorruptionCatalog.Names.Select(name =>
        {
            using var corrupted = CorruptedSplit.Of(test, name, Severity, Seed.Of("corruptions", expert.Task, name));
            return Accuracy(corrupted);
        })];
        return new ProbeSeries(expert.Task, Metrics.Accuracy.Name, [.. Enumerable.Range(0, accuracies.Length).Select(index => (double)index)], [.. accuracies]);

        double Accuracy(Datasets.ImageSplit split)
        {
            var result = new TaskScorer(expert, split.On(subject.Bench.Device), split.Labels, targets: null).Score(model, subject.Cancellation);
            return (double)result.Correct / result.Total;
        }
    }
}
