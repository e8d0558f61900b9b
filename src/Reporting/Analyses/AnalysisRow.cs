using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Analyses;

/// <summary>The points of a method with a repair, all seeds together.</summary>
/// <param name="Method">The method's id, followed by the settings in which rows of this method differ, if they do.</param>
/// <param name="Repair">The repair's id, likewise.</param>
/// <param name="RepairId">The repair's id alone.</param>
/// <param name="Points">At least one.</param>
public sealed record AnalysisRow(string Method, string Repair, string RepairId, ImmutableArray<AnalysisPoint> Points)
{
    /// <summary>Sorts points into rows, in the order of the catalogues.</summary>
    /// <exception cref="BadInputException">The points do not compare; the message says what to do.</exception>
    public static ImmutableArray<AnalysisRow> Of(IEnumerable<AnalysisPoint> points)
    {
        var all = points.ToList();
        Comparability.Check([.. all.Select(point => point.Row)], "analyses/*");
        var methods = all.GroupBy(point => point.Row.Method).ToDictionary(group => group.Key, group => new SettingsLabels(group.Select(point => point.Row.MethodSettings)));
        var repairs = all.GroupBy(point => point.Row.Repair).ToDictionary(group => group.Key, group => new SettingsLabels(group.Select(point => point.CurveSettings)));
        return
        [
            .. all.GroupBy(point => (
                    Method: methods[point.Row.Method].Label(point.Row.Method, point.Row.MethodSettings),
                    Repair: repairs[point.Row.Repair].Label(point.Row.Repair, point.CurveSettings)))
                .OrderBy(row => row.Min(point => point.Order)).ThenBy(row => row.Key.Method, StringComparer.Ordinal).ThenBy(row => row.Key.Repair, StringComparer.Ordinal)
                .Select(row => new AnalysisRow(row.Key.Method, row.Key.Repair, row.First().Row.Repair, [.. row])),
        ];
    }

    /// <summary>What people call the repair.</summary>
    public string RepairName => RepairId == RunKey.NoRepair ? $"no repair{Repair[RunKey.NoRepair.Length..]}" : Repair;

    /// <summary>One metric of one series along the horizontal axis, each value the mean over seeds.</summary>
    public ImmutableArray<(double X, double Value)> Along(Metric metric, string series = AnalysisPoint.Average) =>
    [
        .. Points.Where(point => point.Metric == metric && point.Series == series && point.X is not null)
            .GroupBy(point => point.X!.Value).OrderBy(group => group.Key).Select(group => (group.Key, group.Average(point => point.Value))),
    ];

    /// <summary>One metric against another, a point for each position on the horizontal axis.</summary>
    public ImmutableArray<(double X, double Y)> Against(Metric horizontal, Metric vertical) =>
        [.. Along(horizontal).Join(Along(vertical), point => point.X, point => point.X, (x, y) => (x.Value, y.Value))];

    /// <summary>The mean over seeds of a value that does not depend on the horizontal axis; null if there is none.</summary>
    public double? Level(Metric metric, string series = AnalysisPoint.Average) =>
        Cell.Of(Points.Where(point => point.Metric == metric && point.Series == series && point.X is null).Select(point => (double?)point.Value))?.Mean;
}
