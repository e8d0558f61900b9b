using System.Collections.Immutable;
using System.Diagnostics;
using SurgeryBench.Core;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>What rows reach and cost as something grows: accuracy, seconds of merge and repair, numbers stored.</summary>
internal abstract record Growth : Probe
{
    private const string Whole = "all";
    private static readonly ImmutableArray<Metric> Shown = [Metrics.Accuracy, Metrics.Seconds, Metrics.ExtraParameters];

    /// <summary>What grows, for the axis.</summary>
    private protected abstract string What { get; }

    /// <summary>How much of it there is in a case.</summary>
    private protected abstract int SizeOf(ProbeCase part);

    /// <inheritdoc/>
    public override ImmutableArray<ProbeSeries> Measure(ProbeJob job, ProbeSubject subject, IProgress<StepProgress> progress)
    {
        var clock = Stopwatch.StartNew();
        using var repaired = subject.Repair(job.Row.Repair, progress);
        var seconds = (subject.MergeTook + (repaired is null ? TimeSpan.Zero : clock.Elapsed)).TotalSeconds;
        var (model, x) = (repaired ?? subject.Merged, (double)SizeOf(job.Case));
        return
        [
            .. Accuracies(subject, model, x),
            new ProbeSeries(Whole, Metrics.Seconds.Name, [x], [seconds]), new ProbeSeries(Whole, Metrics.ExtraParameters.Name, [x], [model.ExtraParameters]),
        ];
    }

    /// <inheritdoc/>
    public override Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject)
    {
        var axis = new Axis(What) { IsMarkedAtValues = true };
        // The experts store a whole encoder a task; beside them, repairs would be at the bottom.
        return new Chart($"Accuracy and cost by {What} on {subject}",
        [
            .. from method in MethodPanels.OfMerges(rows, axis, Axis.Of(Metrics.Accuracy, "mean over tasks"), row => row.Along(Metrics.Accuracy))
               from metric in Shown
               select metric == Metrics.Accuracy
                   ? method
                   : new Panel(method.Title, axis, Axis.Of(metric), [.. from row in rows where row.Method == method.Title select new Curve(row.RepairName, row.Repair, row.Along(metric))]),
        ])
        { Columns = Shown.Length };
    }
}
