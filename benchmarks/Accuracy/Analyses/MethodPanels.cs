using System.Collections.Immutable;
using SurgeryBench.Methods;
using SurgeryBench.Reporting;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Panels of accuracy, one a method, a curve a repair, with the merge alone and the individual experts as levels to compare with.</summary>
internal static class MethodPanels
{
    /// <summary>Makes the panels.</summary>
    /// <param name="rows">All rows; those of the individual experts are a level in every panel.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="curve">A row's curve; empty for none.</param>
    /// <param name="form">How curves are drawn.</param>
    public static ImmutableArray<Panel> Of(
        ImmutableArray<AnalysisRow> rows, Axis x, Axis y, Func<AnalysisRow, ImmutableArray<(double X, double Y)>> curve, CurveForm form = CurveForm.Line)
    {
        var experts = rows.Where(row => row.Method == ResultTable.Individual).SelectMany(Levels).ToList();
        return
        [
            .. from method in rows.Where(row => row.Method != ResultTable.Individual).GroupBy(row => row.Method)
               let curves = method.Select(row => new Curve(row.RepairName, row.Repair, curve(row)) { Form = form }).Where(line => !line.Points.IsEmpty).ToList()
               where curves.Count > 0
               select new Panel(method.Key, x, y, [.. experts, .. method.SelectMany(Levels), .. curves]),
        ];
    }

    /// <summary>The same where reference rows have curves as merges have: they are in every panel.</summary>
    public static ImmutableArray<Panel> OfMerges(
        ImmutableArray<AnalysisRow> rows, Axis x, Axis y, Func<AnalysisRow, ImmutableArray<(double X, double Y)>> curve, CurveForm form = CurveForm.Line)
    {
        var isReference = MethodCatalog.All.Where(method => method.IsReference).Select(method => method.Name).ToHashSet();
        var references = rows.Where(row => isReference.Contains(row.Method)).Select(row => new Curve(NameOf(row), ColourOf(row), curve(row)) { Form = form }).ToList();
        return
        [
            .. from method in rows.Where(row => !isReference.Contains(row.Method)).GroupBy(row => row.Method)
               select new Panel(method.Key, x, y, [.. references, .. method.Select(row => new Curve(row.RepairName, row.Repair, curve(row)) { Form = form })]),
        ];
    }

    private static IEnumerable<Curve> Levels(AnalysisRow row)
    {
        if (row.Level(Metrics.Accuracy) is not { } level) yield break;
        yield return row.Method == ResultTable.Individual
            ? new Curve(NameOf(row), ColourOf(row), [(0, level)]) { Form = CurveForm.Level }
            : new Curve(row.RepairName, row.Repair, [(0, level)]) { Form = CurveForm.Level };
    }

    private static string NameOf(AnalysisRow reference) => (reference.Method == ResultTable.Individual ? "individual experts" : reference.Method) + reference.Repair[RunKey.NoRepair.Length..];

    private static string ColourOf(AnalysisRow reference) => reference.Method == ResultTable.Individual ? Curve.Expert : reference.Method;
}
