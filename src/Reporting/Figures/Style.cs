using System.Globalization;
using ScottPlot;
using SkiaSharp;
using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Figures;

/// <summary>What all figures look alike in.</summary>
internal static class Style
{
    public const float TextSize = 13;

    /// <summary>The family that all text is set in.</summary>
    public static string Font { get; } = SKFontManager.Default.FontFamilies.FirstOrDefault(family => family == "DejaVu Sans") ?? Fonts.Default;

    public static Color Ink { get; } = Color.FromHex("#222222");

    public static Color Grid { get; } = Color.FromHex("#E4E4E4");

    /// <summary>An empty plot in the common style.</summary>
    public static Plot Plot(string title, string xLabel, string yLabel)
    {
        var plot = new Plot();
        plot.Title(title, 15);
        plot.XLabel(xLabel, TextSize);
        plot.YLabel(yLabel, TextSize);
        plot.Axes.Title.Label.Bold = plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = false;
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = 12;
        plot.Axes.Left.TickLabelStyle.OffsetY = 2;
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { LabelFormatter = TickName };
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { LabelFormatter = TickName };
        plot.Axes.Color(Ink);
        plot.Axes.Right.IsVisible = plot.Axes.Top.IsVisible = false;
        plot.Grid.MajorLineColor = Grid;
        return plot;
    }

    // The library's own names of ticks follow the culture. Steps from below zero may miss it by a rounding error, which would print as -0.
    private static string TickName(double value) => Math.Abs(value) < 1e-10 ? "0" : value.ToString("0.##########", CultureInfo.InvariantCulture);

    /// <summary>Adds text beside a point.</summary>
    public static ScottPlot.Plottables.Text Text(Plot plot, string text, double x, double y, Alignment alignment, float size)
    {
        var label = plot.Add.Text(text, x, y);
        (label.LabelFontName, label.LabelFontSize, label.LabelFontColor, label.LabelAlignment) = (Font, size, Ink, alignment);
        return label;
    }

    /// <summary>Puts the legend to the right of the data, never over it, and sets the font of axes and legend.</summary>
    public static Plot Finished(Plot plot)
    {
        plot.Font.Set(Font);
        (plot.Legend.FontName, plot.Legend.FontSize) = (Font, 12);
        foreach (var item in plot.Legend.ManualItems) item.LabelFontName = Font;
        plot.Legend.OutlineColor = plot.Legend.ShadowColor = Colors.Transparent;
        plot.ShowLegend(Edge.Right).Alignment = Alignment.UpperCenter;
        return plot;
    }

    /// <summary>An axis label: the metric's name, how it is scaled, and an arrow to its good side.</summary>
    public static string Label(Metric metric, string unit) =>
        $"{metric.Label} ({unit}){metric.Better switch { Better.Higher => " →", Better.Lower => " ←", _ => "" }}";

    /// <summary>What legends call a repair.</summary>
    public static string RepairName(string repair) => repair == RunKey.NoRepair ? "no repair" : repair;

    /// <summary>Merges as they are stand out from repaired ones by shape too.</summary>
    public static MarkerShape DotOf(string repair) => repair == RunKey.NoRepair ? MarkerShape.FilledSquare : MarkerShape.FilledCircle;

    /// <summary>Suite and backbone, as figures name them.</summary>
    public static string Subject(ResultTable table) => $"{table.Group.Suite}, {table.Group.Backbone}";
}
