using ScottPlot;
using SurgeryBench.Reporting.Figures;
using SurgeryBench.Results.Published;
using Drawing = SurgeryBench.Reporting.Figures.Drawing;

namespace SurgeryBench.Reporting.Paper;

/// <summary>Ours against published: a dot a task, a larger one an average, a colour a repair; dots on the line are equal.</summary>
/// <param name="published">The published numbers.</param>
/// <param name="family">Which of them.</param>
internal sealed class PaperFigure(PublishedNumbers published, PublishedFamily family) : IFigure
{
    private const int Side = 640, LegendPixels = 200;

    public string Name => "agreement";

    public string Shows => "Our accuracies against the published ones, a dot for each task and a larger one for each average; dots on the line are equal.";

    public Drawing? Draw(ResultTable table)
    {
        var records = table.Rows.SelectMany(row => row.Records).ToList();
        var rows = PaperTable.Of(published, records, table.Group.Backbone, family).Rows.Where(row => row.HasPair).ToList();
        if (rows.Count == 0) return null;
        var plot = Style.Plot($"Ours against published on {Style.Subject(table)}, family {family.Id}", "Published accuracy (%)", "Ours (%)");
        var lowest = 10 * Math.Floor(rows.SelectMany(Pairs).Min(pair => Math.Min(pair.Published, pair.Ours)) / 10);
        plot.Add.Line(lowest, lowest, 100, 100).Color = Style.Grid.Darken(0.3);
        var colours = new RepairColours(table);
        foreach (var repair in rows.GroupBy(row => row.Repair)) AddDots(plot, [.. repair], colours[repair.Key]);
        plot.Axes.SetLimits(lowest, 101, lowest, 101);
        return new Drawing(Style.Finished(plot), Side + LegendPixels, Side);
    }

    private static void AddDots(Plot plot, List<PaperRow> rows, Color colour)
    {
        var pairs = rows.SelectMany(Pairs).ToLookup(pair => pair.IsAverage);
        foreach (var (large, size) in new[] { (false, 6f), (true, 12f) })
        {
            double[] xs = [.. pairs[large].Select(pair => pair.Published)], ys = [.. pairs[large].Select(pair => pair.Ours)];
            if (xs.Length == 0) continue;
            var dots = plot.Add.ScatterPoints(xs, ys, colour.WithAlpha(large ? 1 : 0.6));
            (dots.MarkerSize, dots.MarkerShape) = (size, Style.DotOf(rows[0].Repair));
            if (large || !pairs[true].Any()) dots.LegendText = Style.RepairName(rows[0].Repair);
        }
    }

    private static IEnumerable<(double Published, double Ours, bool IsAverage)> Pairs(PaperRow row) =>
        row.Cells.Where(cell => cell.Difference is not null)
            .Select(cell => ((double)cell.Published!.Value, (double)cell.OursPercent!.Value, cell.Task == PublishedValue.AverageTask));
}
