using System.Collections.Immutable;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;
using TorchSharp;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>How far from the expert's the representations are, layer by layer: mean absolute difference and linear CKA.</summary>
internal sealed record Layers : Probe
{
    private static readonly ImmutableArray<(Metric Metric, Func<torch.Tensor, torch.Tensor, double> Between)> Measures =
    [
        (Metrics.RepresentationBias, (own, expert) => (own - expert).abs().mean().item<float>()),
        (Metrics.LinearCka, LinearCka.Of),
    ];

    /// <inheritdoc/>
    public override string Name => "layers";

    /// <inheritdoc/>
    public override string Description => "representation bias (L1) and linear CKA to the expert by block; the last x is the embedding";

    // An expert is at distance 0 from itself.
    private protected override ImmutableArray<string> References => [];

    /// <inheritdoc/>
    public override IEnumerable<ProbeCase> CasesOf(PlannedRow row, int tasks) => row.Method.IsReference ? [] : [new ProbeCase(RunKey.NoSettings, tasks)];

    /// <inheritdoc/>
    public override ImmutableArray<ProbeSeries> Measure(ProbeJob job, ProbeSubject subject, IProgress<StepProgress> progress)
    {
        using var repaired = subject.Repair(job.Row.Repair, progress);
        return [.. subject.Bench.DataFor(DataUse.UnlabelledTest).SelectMany(task => OfTask(repaired ?? subject.Merged, task, subject))];
    }

    /// <inheritdoc/>
    public override Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject) => new(
        $"How far the representations are from the experts' by block on {subject}",
        [
            .. from method in rows.GroupBy(row => row.Method)
               from measure in Measures
               select new Panel(method.Key, BlockAxis(method), Axis.Of(measure.Metric, "mean over tasks"), [.. method.SelectMany(row => Curves(row, measure.Metric))]),
        ])
    { Columns = 2 };

    // Blocks and the projected embedding are different spaces: the line ends at the last block and the embedding stands apart.
    private static IEnumerable<Curve> Curves(AnalysisRow row, Metric metric)
    {
        var levels = row.Along(metric);
        yield return new Curve(row.RepairName, row.Repair, levels[..^1]);
        yield return new Curve(row.RepairName, row.Repair, levels[^1..]) { Form = CurveForm.Points };
    }

    private static IEnumerable<ProbeSeries> OfTask(MergedModel model, TaskImages task, ProbeSubject subject)
    {
        using var scope = torch.NewDisposeScope();
        var own = ModelLevels.Of(model, task.Task, task.Images, subject.Cancellation);
        var experts = subject.Bench.TargetsFor(DataUse.UnlabelledTest).Levels(task.Task, [.. Enumerable.Range(0, task.Images.Count).Select(index => (long)index)]);
        ImmutableArray<double> levels = [.. Enumerable.Range(1, own.Count).Select(level => (double)level)];
        return [.. Measures.Select(measure => new ProbeSeries(task.Task, measure.Metric.Name, levels, [.. own.Zip(experts, measure.Between)]))];
    }

    private static Axis BlockAxis(IEnumerable<AnalysisRow> rows)
    {
        var levels = rows.SelectMany(row => row.Points).Max(point => (int)point.X!.Value);
        return new Axis("block; last the embedding") { Names = [.. Enumerable.Range(1, levels - 1).Select(block => ((double)block, $"{block}")), (levels, "emb.")] };
    }
}
