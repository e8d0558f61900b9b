using ScottPlot;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Figures;

/// <summary>What accuracy costs in storage: average accuracy against extra parameters; the rows that nothing beats in both are named.</summary>
internal sealed class ParetoFigure : IFigure
{
    private const int Width = 900;
    private const int Height = 560;

    public string Name => "pareto";

    public string Shows =>
        "Average accuracy against the parameters stored beyond one encoder, a dot for each merge and repair; the rows that nothing beats in both are named.";

    public Drawing? Draw(ResultTable table)
    {
        var rows = table.Rows.Where(row => row is { IsReference: false, Average: not null }).ToList();
        if (rows.Count == 0) return null;
        var plot = Style.Plot(
            $"Accuracy against storage on {Style.Subject(table)}",
            Style.Label(Metrics.ExtraParameters, "beyond one encoder; log scale, 0 at the left end"),
            Style.Label(Metrics.Accuracy, "%, mean over tasks"));
        var axis = new ParameterAxis(rows.Select(row => row.ExtraParameters!.Mean));
        ReferenceLines.AddTo(plot, table, vertical: false);
        AddPoints(plot, rows, axis, new RepairColours(table));
        SetAxes(plot, table, axis);
        NameFront(Style.Finished(plot), rows, axis, [.. ReferenceLines.Positions(table)]);
        return new Drawing(plot, Width, Height);
    }

    private static void AddPoints(Plot plot, List<ResultRow> rows, ParameterAxis axis, RepairColours colours)
    {
        foreach (var repair in rows.GroupBy(row => row.Repair))
        {
            double[] positions = [.. repair.Select(row => axis.Position(row.ExtraParameters!.Mean))];
            var points = plot.Add.ScatterPoints(positions, repair.Select(Percent).ToArray(), colours[repair.Key].WithAlpha(0.85));
            (points.MarkerSize, points.MarkerShape) = (10, Style.DotOf(repair.Key));
            points.LegendText = Style.RepairName(repair.Key);
        }
    }

    private static void SetAxes(Plot plot, ResultTable table, ParameterAxis axis)
    {
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(axis.Ticks());
        var known = table.Rows.Select(row => row.Average).OfType<Cell>().Select(cell => 100 * cell.Mean).ToList();
        var margin = Math.Max(2, 0.08 * (known.Max() - known.Min()));
        plot.Axes.SetLimits(axis.Left, axis.Right, known.Min() - margin, known.Max() + margin);
    }

    private static void NameFront(Plot plot, List<ResultRow> rows, ParameterAxis axis, double[] lines)
    {
        // Only a rendered plot knows how much room axes and legend leave to the data.
        plot.RenderInMemory(Width, Height);
        var labels = new LabelPlacer(plot.Axes.GetLimits(), plot.LastRender.DataRect.Size);
        foreach (var line in lines) labels.OccupyRow(line);
        foreach (var row in rows) labels.Occupy(axis.Position(row.ExtraParameters!.Mean), Percent(row));
        foreach (var row in Front(rows).Reverse())
        {
            var (x, y) = (axis.Position(row.ExtraParameters!.Mean), Percent(row));
            if (labels.Place(x, y, row.Label) is not { } place) continue;
            var text = Style.Text(plot, row.Label, x, y, place.Alignment, LabelPlacer.FontSize);
            (text.OffsetX, text.OffsetY) = (place.OffsetX, place.OffsetY);
        }
    }

    // From the left: a row belongs to the front if it is more accurate than everything with as few parameters.
    private static IEnumerable<ResultRow> Front(IEnumerable<ResultRow> rows)
    {
        var best = double.NegativeInfinity;
        foreach (var row in rows.OrderBy(row => row.ExtraParameters!.Mean).ThenByDescending(Percent))
        {
            if (Percent(row) <= best) continue;
            best = Percent(row);
            yield return row;
        }
    }

    private static double Percent(ResultRow row) => 100 * row.Average!.Mean;
}
