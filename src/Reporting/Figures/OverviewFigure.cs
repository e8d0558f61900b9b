using ScottPlot;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Figures;

/// <summary>Average accuracy of every merge on one page: a line a method, a dot a repair, lines across for the reference rows.</summary>
internal sealed class OverviewFigure : IFigure
{
    private const int LinePixels = 20;
    private const int FramePixels = 130;
    private const int LegendPixels = 21;

    public string Name => "overview";

    public string Shows =>
        "A line for each merge with a dot for each repair at its average accuracy; lines across mark the individual experts, multi-task learning and the base.";

    public Drawing? Draw(ResultTable table)
    {
        var rows = table.Rows.Where(row => row is { IsReference: false, Average: not null }).ToList();
        if (rows.Count == 0) return null;
        var plot = Style.Plot($"Average accuracy on {Style.Subject(table)}", Style.Label(Metrics.Accuracy, "%, mean over tasks"), "");
        var methods = rows.Select(row => row.Method).Distinct().ToList();
        ReferenceLines.AddTo(plot, table, vertical: true);
        AddSpans(plot, rows, methods);
        AddDots(plot, rows, methods, new RepairColours(table));
        SetAxes(plot, methods, LowestPercent(table));
        var legend = LegendPixels * (ReferenceLines.Positions(table).Count() + rows.Select(row => row.Repair).Distinct().Count());
        return new Drawing(Style.Finished(plot), 900, FramePixels + Math.Max(LinePixels * methods.Count, legend));
    }

    // From a method's worst row to its best: what repairs make of it at a glance.
    private static void AddSpans(Plot plot, List<ResultRow> rows, List<string> methods)
    {
        foreach (var method in rows.GroupBy(row => row.Method))
        {
            var y = -methods.IndexOf(method.Key);
            plot.Add.Line(method.Min(Percent), y, method.Max(Percent), y).Color = Style.Grid.Darken(0.1);
        }
    }

    private static void AddDots(Plot plot, List<ResultRow> rows, List<string> methods, RepairColours colours)
    {
        foreach (var repair in rows.GroupBy(row => row.Repair))
        {
            double[] heights = [.. repair.Select(row => (double)-methods.IndexOf(row.Method))];
            var dots = plot.Add.ScatterPoints(repair.Select(Percent).ToArray(), heights, colours[repair.Key]);
            (dots.MarkerSize, dots.MarkerShape) = (10, Style.DotOf(repair.Key));
            dots.LegendText = Style.RepairName(repair.Key);
        }
    }

    private static void SetAxes(Plot plot, List<string> methods, double lowest)
    {
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. methods.Select((method, index) => new Tick(-index, method))]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.SetLimits(10 * Math.Floor(lowest / 10), 100, -methods.Count, 1);
    }

    private static double LowestPercent(ResultTable table) => table.Rows.Where(row => row.Average is not null).Min(Percent) - 1;

    private static double Percent(ResultRow row) => 100 * row.Average!.Mean;
}
