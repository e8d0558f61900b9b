using System.Collections.Immutable;
using ScottPlot;
using SurgeryBench.Reporting.Tables;

namespace SurgeryBench.Reporting.Figures;

/// <summary>The rows that merges are compared with, as lines across a figure; the legend says their values.</summary>
internal static class ReferenceLines
{
    private static readonly ImmutableArray<(string Method, double Paleness)> Known = [(ResultTable.Individual, 0), ("mtl", 0.35), ("pretrained", 0.65)];

    /// <summary>Adds a line for each reference row the table has.</summary>
    /// <param name="plot">The plot; average accuracy in percent is on the axis that the lines cross.</param>
    /// <param name="table">Has the rows.</param>
    /// <param name="vertical">Whether accuracy is on the horizontal axis.</param>
    public static void AddTo(Plot plot, ResultTable table, bool vertical)
    {
        foreach (var (method, paleness) in Known)
        {
            if (PercentOf(table, method) is not { } percent) continue;
            var line = AxisLine(plot, percent, vertical);
            // Shades of grey instead of dashes, which the SVG writer cannot draw.
            (line.Color, line.LineWidth) = (Style.Ink.Lighten(paleness), 1.6f);
            line.LegendText = $"{method} {Printed.Percent(percent / 100)}";
        }
    }

    /// <summary>Where the lines are, percent.</summary>
    public static IEnumerable<double> Positions(ResultTable table) => Known.Select(known => PercentOf(table, known.Method)).OfType<double>();

    private static double? PercentOf(ResultTable table, string method) => 100 * table.Reference(method)?.Average?.Mean;

    private static ScottPlot.Plottables.AxisLine AxisLine(Plot plot, double position, bool vertical) =>
        vertical ? plot.Add.VerticalLine(position) : plot.Add.HorizontalLine(position);
}
