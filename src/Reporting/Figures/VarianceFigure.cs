using System.Collections.Immutable;
using ScottPlot;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Figures;

/// <summary>
/// How much of the experts' variance merges keep by depth, mean over tasks and seeds: from a plain merge to one that is aligned and one that
/// is corrected.
/// </summary>
internal sealed class VarianceFigure : IFigure
{
    private static readonly ImmutableArray<(string Method, string Colour)> Steps =
    [
        ("weight-averaging", "#9A9A9A"), ("task-arithmetic", "#E69F00"), ("tact-aligned", "#56B4E9"), ("tact-corrected", "#009E73"), ("tact", "#0072B2"),
    ];

    public string Name => "variance";

    public string Shows =>
        "How much of the experts' variance merges keep after every block and in the embedding; 1 is as much as the expert.";

    public Drawing? Draw(ResultTable table)
    {
        var measured = table.Rows.Where(row => Steps.Any(step => step.Method == row.MethodId) && LevelsOf(row) is { Length: > 1 }).ToList();
        var plain = measured.Where(row => row.RepairId == RunKey.NoRepair).ToList();
        var shown = plain.Count > 0 ? plain : measured;
        if (shown.Count == 0) return null;
        var plot = Style.Plot($"Variance that merges keep on {Style.Subject(table)}", "Block", Style.Label(Metrics.VarianceRatio, "the individual expert's is 1; mean over tasks"));
        foreach (var row in shown) AddLine(plot, row);
        plot.Add.HorizontalLine(1, 1, Style.Ink, LinePattern.Solid).LegendText = "";
        LevelAxis.Set(plot, shown.Max(row => LevelsOf(row)!.Length), Math.Max(1, shown.Max(row => LevelsOf(row)!.Max())));
        return new Drawing(Style.Finished(plot), 900, 480);
    }

    // Blocks and the projected embedding are different spaces: the line ends at the last block and the embedding stands apart.
    private static void AddLine(Plot plot, ResultRow row)
    {
        var (levels, colour) = (LevelsOf(row)!, Color.FromHex(Steps.Single(step => step.Method == row.MethodId).Colour));
        double[] blocks = [.. Enumerable.Range(1, levels.Length - 1)];
        var line = plot.Add.Scatter(blocks, levels[..^1], colour);
        (line.LineWidth, line.MarkerSize, line.MarkerShape, line.LegendText) = (2, 8, Style.DotOf(row.Repair), row.Label);
        plot.Add.Marker(levels.Length + 0.5, levels[^1], Style.DotOf(row.Repair), 8, colour).LegendText = "";
    }

    private static double[]? LevelsOf(ResultRow row)
    {
        var known = row.Records.SelectMany(run => run.Variance ?? []).ToList();
        if (known.Count == 0) return null;
        var levels = known.Min(ratio => ratio.Levels.Length);
        return [.. Enumerable.Range(0, levels).Select(level => known.Average(ratio => ratio.Levels[level]))];
    }
}
