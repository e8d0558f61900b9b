using System.Collections.Immutable;
using ScottPlot;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Figures;

/// <summary>
/// Accuracy of each client of a federation: alone, with the shared network, and by the prefix and the shared network alone where they were run; a
/// colour a method, a shape a setting.
/// </summary>
internal sealed class ClientsFigure : IFigure
{
    private const int LinePixels = 30;
    private const int FramePixels = 130;

    private static readonly ImmutableArray<(string Method, string Colour)> Steps =
        [("fedmrl-average", "#9A9A9A"), ("fedmrl-prefix", "#56B4E9"), ("fedmrl-local", "#E69F00"), ("fedmrl", "#0072B2")];

    private static readonly ImmutableArray<MarkerShape> Shapes = [MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp];

    public string Name => "clients";

    public string Shows =>
        "A line for each client of a federation with a dot for its accuracy alone, with the shared network and by parts of it.";

    public Drawing? Draw(ResultTable table)
    {
        var rows = Steps.SelectMany(step => RowsOf(table, step.Method).Select(row => (Row: row, step.Colour))).ToList();
        if (!rows.Exists(step => step.Row.MethodId == "fedmrl") || !rows.Exists(step => step.Row.MethodId == "fedmrl-local")) return null;
        var plot = Style.Plot($"Accuracy of each client on {Style.Subject(table)}", Style.Label(Metrics.Accuracy, "%"), "");
        AddSpans(plot, [.. rows.Select(step => step.Row)], table.Tasks.Length);
        foreach (var (row, colour) in rows) AddDots(plot, row, Color.FromHex(colour), Shapes[RowsOf(table, row.MethodId).ToList().IndexOf(row) % Shapes.Length]);
        SetAxes(plot, table);
        return new Drawing(Style.Finished(plot), 1000, FramePixels + (LinePixels * Math.Max(6, table.Tasks.Length)));
    }

    private static IEnumerable<ResultRow> RowsOf(ResultTable table, string method) => table.Rows.Where(row => (row.MethodId, row.RepairId) == (method, RunKey.NoRepair));

    // From a client's worst row to its best.
    private static void AddSpans(Plot plot, ImmutableArray<ResultRow> rows, int tasks)
    {
        for (var task = 0; task < tasks; task++)
        {
            double[] percents = [.. rows.Select(row => row.Accuracies[task]).OfType<Cell>().Select(cell => 100 * cell.Mean)];
            if (percents.Length > 0) plot.Add.Line(percents.Min(), -task, percents.Max(), -task).Color = Style.Grid.Darken(0.1);
        }
    }

    private static void AddDots(Plot plot, ResultRow row, Color colour, MarkerShape shape)
    {
        var known = row.Accuracies.Index().Where(pair => pair.Item is not null).ToList();
        var dots = plot.Add.ScatterPoints(known.Select(pair => 100 * pair.Item!.Mean).ToArray(), known.Select(pair => (double)-pair.Index).ToArray(), colour);
        (dots.MarkerSize, dots.MarkerShape, dots.LegendText) = (10, shape, row.Method);
    }

    private static void SetAxes(Plot plot, ResultTable table)
    {
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. table.Tasks.Select((task, index) => new Tick(-index, task))]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.SetLimitsY(-table.Tasks.Length, 1);
    }
}
