using System.Globalization;
using SurgeryBench.Reporting.Tables;

namespace SurgeryBench.Reporting.Analyses;

/// <summary>The points of an analysis, a line each.</summary>
internal static class AnalysisCsv
{
    private static readonly string[] Heading =
        ["analysis", "suite", "backbone", "family", "zoo", "seed", "method", "method-settings", "repair", "repair-settings", "series", "x", "metric", "value", "unit"];

    public static string Text(string analysis, IEnumerable<AnalysisPoint> points) => CsvText.Of(Heading, points.Select(point => Line(analysis, point)));

    private static IEnumerable<object?> Line(string analysis, AnalysisPoint point) =>
    [
        analysis, point.Row.Suite, point.Row.Backbone, point.Row.Family, point.Row.Zoo, point.Row.Seed, point.Row.Method, point.Row.MethodSettings,
        point.Row.Repair, point.Row.RepairSettings, point.Series, Number(point.X), point.Metric.Name, Number(point.Value), point.Metric.Unit,
    ];

    private static string? Number(double? value) => value?.ToString("G9", CultureInfo.InvariantCulture);
}
