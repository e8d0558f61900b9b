using ScottPlot;

namespace SurgeryBench.Reporting.Figures;

/// <summary>The axes of figures by depth: the blocks, and behind a line the embedding, which is another space.</summary>
internal static class LevelAxis
{
    /// <summary>Sets the limits and the ticks.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="levels">Blocks and embedding together.</param>
    /// <param name="highest">The greatest value shown.</param>
    public static void Set(Plot plot, int levels, double highest)
    {
        var every = 1 + ((levels - 1) / 13);
        var blocks = Enumerable.Range(1, levels - 1).Where(block => block % every == 0).Select(block => new Tick(block, $"{block}"));
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. blocks, new Tick(levels + 0.5, "embedding")]);
        var divider = plot.Add.VerticalLine(levels - 0.25, 1, Style.Grid.Darken(0.2), LinePattern.Solid);
        divider.LegendText = "";
        plot.Axes.SetLimits(0.5, levels + 1.2, 0, highest > 0 ? 1.08 * highest : 1);
    }
}
