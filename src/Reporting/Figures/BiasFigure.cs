using ScottPlot;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Figures;

/// <summary>Representation bias by depth, mean over tasks and seeds, of one merge without and with each repair.</summary>
internal sealed class BiasFigure : IFigure
{
    private const string PreferredMethod = "task-arithmetic";

    private static readonly MarkerShape[] Shapes =
        [
            MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledDiamond,
            MarkerShape.FilledTriangleUp, MarkerShape.FilledTriangleDown,
        ];

    public string Name => "bias";

    public string Shows =>
        "The representation bias of one merge after every block and in the embedding, a line for each repair; the lower, the closer to the experts.";

    public Drawing? Draw(ResultTable table)
    {
        var measured = table.Rows.Where(row => !row.IsReference && row.BiasLevels is { Length: > 1 }).ToLookup(row => row.Method);
        var method = measured.MaxBy(rows => (rows.First().MethodId == PreferredMethod ? 1 : 0, rows.Count()));
        if (method is null) return null;
        var title = $"Representation bias of {method.Key} on {Style.Subject(table)}";
        var plot = Style.Plot(title, "Block", Style.Label(Metrics.RepresentationBias, "mean over tasks"));
        var colours = new RepairColours(table);
        foreach (var (index, row) in method.Index()) AddLine(plot, row, colours[row.Repair], index);
        LevelAxis.Set(plot, method.Max(row => row.BiasLevels!.Length), method.Max(row => row.BiasLevels!.Max()));
        return new Drawing(Style.Finished(plot), 900, 480);
    }

    // Blocks and the projected embedding are different spaces: the line ends at the last block and the embedding stands apart.
    // Surgery leaves the blocks as they are, so its line covers the unrepaired one: the first is drawn wider to stay visible under others.
    private static void AddLine(Plot plot, ResultRow row, Color colour, int index)
    {
        var (shape, lineWidth, markerSize) = (Shapes[index % Shapes.Length], index == 0 ? 6f : 2f, index == 0 ? 13f : 8f);
        var levels = row.BiasLevels!;
        double[] blocks = [.. Enumerable.Range(1, levels.Length - 1)];
        var line = plot.Add.Scatter(blocks, levels[..^1], colour);
        var embedding = plot.Add.Marker(levels.Length + 0.5, levels[^1], shape, markerSize, colour);
        (line.LineWidth, line.MarkerSize, line.MarkerShape) = (lineWidth, markerSize, shape);
        line.LegendText = Style.RepairName(row.Repair);
        embedding.LegendText = "";
    }
}
