using ScottPlot;
using SurgeryBench.Reporting.Tables;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Figures;

/// <summary>Average accuracy of every merge: a group of bars a method, a colour a repair, lines for the reference rows.</summary>
internal sealed class AccuracyFigure : IFigure
{
    private const int BarPixels = 17;
    private const int FramePixels = 130;
    private const double GapBetweenMethods = 0.7;
    private const double PercentAxisEnd = 108;

    public string Name => "accuracy";

    public string Shows =>
        "A bar for each merge and repair as long as its average accuracy; lines across mark the individual experts, multi-task learning and the base.";

    public Drawing? Draw(ResultTable table)
    {
        var methods = table.Rows.Where(row => row is { IsReference: false, Average: not null }).GroupBy(row => row.Method).ToList();
        if (methods.Count == 0) return null;
        var plot = Style.Plot($"Average accuracy on {Style.Subject(table)}", Style.Label(Metrics.Accuracy, "%, mean over tasks"), "");
        var colours = new RepairColours(table);
        var depth = 0.0;
        List<Tick> ticks = [];
        foreach (var method in methods)
        {
            ticks.Add(new Tick(-(depth + (method.Count() - 1) / 2.0), method.Key));
            foreach (var row in method) AddBar(plot, row, -depth++, colours[row.Repair]);
            depth += GapBetweenMethods;
        }
        ReferenceLines.AddTo(plot, table, vertical: true);
        AddLegend(plot, methods.SelectMany(rows => rows).Select(row => row.Repair).Distinct(), colours);
        SetAxes(plot, ticks, depth);
        return new Drawing(Style.Finished(plot), 900, FramePixels + (int)(BarPixels * Math.Max(depth, 6)));
    }

    private static void AddBar(Plot plot, ResultRow row, double position, Color colour)
    {
        var percent = 100 * row.Average!.Mean;
        var bar = plot.Add.Bar(new Bar { Position = position, Value = percent, FillColor = colour, LineWidth = 0, Size = 0.9 });
        bar.Horizontal = true;
        // Values stand in a column beyond 100%, where no bar or reference line can reach them.
        Style.Text(plot, Printed.Percent(row.Average.Mean), 101, position, Alignment.MiddleLeft, 11);
    }

    private static void AddLegend(Plot plot, IEnumerable<string> repairs, RepairColours colours)
    {
        foreach (var repair in repairs)
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = Style.RepairName(repair), FillColor = colours[repair] });
    }

    private static void SetAxes(Plot plot, List<Tick> ticks, double depth)
    {
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. ticks]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        Tick[] percents = [.. Enumerable.Range(0, 6).Select(fifth => new Tick(20 * fifth, $"{20 * fifth}"))];
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(percents);
        plot.Grid.YAxisStyle.IsVisible = false;
        plot.Axes.SetLimits(0, PercentAxisEnd, -Math.Max(depth, 6), 1);
    }
}
