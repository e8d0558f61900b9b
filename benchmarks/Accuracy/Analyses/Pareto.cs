using System.Collections.Immutable;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>What accuracy costs in storage: every row of the main table, and the front of those that nothing beats in both.</summary>
internal sealed record Pareto : StoredAnalysis
{
    /// <inheritdoc/>
    public override string Name => "pareto";

    /// <inheritdoc/>
    public override string Description => "accuracy by the numbers stored (x), encoder included, of every row of the main table; runs nothing";

    /// <inheritdoc/>
    public override IEnumerable<AnalysisPoint> Points(AnalysisRecords records) =>
        from run in records.Runs
        where !run.IsReference
        select new AnalysisPoint
        {
            Row = run.Key,
            X = run.EncoderParameters + run.ExtraParameters,
            Metric = Metrics.Accuracy,
            Value = run.AverageAccuracy,
            Order = (run.MethodOrder, run.RepairOrder),
        };

    /// <inheritdoc/>
    public override Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject)
    {
        var repairs = rows.GroupBy(row => row.RepairName).Select(repair => new Curve(repair.Key, repair.First().Repair, [.. repair.SelectMany(row => row.Along(Metrics.Accuracy))]) { Form = CurveForm.Points });
        var front = new Curve("nothing better is smaller", Curve.Expert, [.. Front(rows.SelectMany(row => row.Along(Metrics.Accuracy)))]);
        return new Chart(
            $"Accuracy against storage on {subject}",
            [new Panel("every method and repair", new Axis("numbers stored, millions, all tasks (log scale)") { IsLogarithmic = true, Factor = 1e-6 }, Axis.Of(Metrics.Accuracy, "mean over tasks"), [front, .. repairs])]);
    }

    // From the left: a row is on the front if it is more accurate than everything with as few numbers.
    private static IEnumerable<(double X, double Y)> Front(IEnumerable<(double X, double Value)> all)
    {
        var best = double.NegativeInfinity;
        foreach (var (x, value) in all.OrderBy(row => row.X).ThenByDescending(row => row.Value).Where(row => row.Value > best))
        {
            best = value;
            yield return (x, value);
        }
    }
}
