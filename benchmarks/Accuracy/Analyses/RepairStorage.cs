using System.Collections.Immutable;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>What each repair stores beyond the merge that it repairs, all tasks together.</summary>
internal sealed record RepairStorage : StoredAnalysis
{
    /// <inheritdoc/>
    public override string Name => "parameters";

    /// <inheritdoc/>
    public override string Description => "numbers that each repair stores beyond its merge, by the rows of the main table; runs nothing";

    /// <inheritdoc/>
    public override IEnumerable<AnalysisPoint> Points(AnalysisRecords records)
    {
        var merges = records.Runs.Where(run => run.Key.Repair == RunKey.NoRepair)
            .ToLookup(run => (run.Key.Method, run.Key.MethodSettings, run.Key.Seed), run => run.ExtraParameters);
        return from run in records.Runs
               where run.Key.Repair != RunKey.NoRepair
               from merge in merges[(run.Key.Method, run.Key.MethodSettings, run.Key.Seed)]
               select new AnalysisPoint
               {
                   Row = run.Key,
                   X = null,
                   Metric = Metrics.ExtraParameters,
                   Value = run.ExtraParameters - merge,
                   Order = (run.MethodOrder, run.RepairOrder),
               };
    }

    /// <inheritdoc/>
    public override Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject)
    {
        var repairs = rows.GroupBy(row => row.Repair).OrderBy(repair => repair.Min(row => row.Points.Min(point => point.Order.Repair))).ToList();
        return new Chart(
            $"What repairs store on {subject}",
            [new Panel("", new Axis("") { Kinds = [.. repairs.Select(repair => repair.Key)] }, new Axis("numbers beyond the merge, thousands, all tasks ←") { Factor = 1e-3 }, [.. repairs.Select(Dots)])]);
    }

    private static Curve Dots(IGrouping<string, AnalysisRow> repair, int position) =>
        new(repair.Key, repair.Key, [.. repair.Select(row => ((double)position, row.Level(Metrics.ExtraParameters)!.Value)).Distinct()]) { Form = CurveForm.Points };
}
