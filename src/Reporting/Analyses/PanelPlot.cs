using System.Globalization;
using ScottPlot;
using SurgeryBench.Reporting.Figures;

namespace SurgeryBench.Reporting.Analyses;

/// <summary>Makes a plot of a panel.</summary>
internal static class PanelPlot
{
    private const double Margin = 0.07;

    /// <summary>A plot owned by the caller.</summary>
    /// <param name="panel">What to show.</param>
    /// <param name="colourOf">The colour of each curve.</param>
    public static Plot Of(Panel panel, Func<Curve, Color> colourOf)
    {
        var plot = Style.Plot(panel.Title, panel.X.Label, panel.Y.Label);
        foreach (var (index, curve) in panel.Curves.Index()) Add(plot, panel, curve, colourOf(curve), index);
        plot.Font.Set(Style.Font);
        plot.HideLegend();
        var moving = panel.Curves.Where(curve => curve.Form != CurveForm.Level).SelectMany(curve => curve.Points).ToList();
        SetX(plot, panel.X, [.. moving.Select(point => Position(panel.X, point.X))]);
        SetY(plot, panel.Y, [.. panel.Curves.SelectMany(curve => curve.Points).Select(point => Position(panel.Y, point.Y))]);
        return plot;
    }

    private static void Add(Plot plot, Panel panel, Curve curve, Color colour, int index)
    {
        if (curve.Form == CurveForm.Level)
        {
            plot.Add.HorizontalLine(Position(panel.Y, curve.Points[0].Y), 1.8f, colour, LinePattern.Solid);
            return;
        }
        var line = plot.Add.Scatter(curve.Points.Select(point => Position(panel.X, point.X)).ToArray(), curve.Points.Select(point => Position(panel.Y, point.Y)).ToArray(), colour);
        // Later curves are drawn over earlier ones: where two coincide, the wider one below stays visible.
        (line.LineWidth, line.MarkerSize) = curve.Form == CurveForm.Points ? (0, panel.X.IsBare ? 5 : 10) : (Math.Max(2, 5 - index), Math.Max(6, 11 - (2 * index)));
        line.MarkerShape = MarkerShape.FilledCircle;
    }

    private static double Position(Axis axis, double value) => axis.IsLogarithmic ? Math.Log10(axis.Factor * value) : axis.Factor * value;

    private static void SetX(Plot plot, Axis axis, double[] positions)
    {
        if (axis.IsBare) plot.Axes.Bottom.TickGenerator = plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual([]);
        else if (TicksOf(axis, positions) is { } ticks) plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(ticks);
        if (axis.Kinds.Length > 4) (plot.Axes.Bottom.TickLabelStyle.Rotation, plot.Axes.Bottom.TickLabelStyle.Alignment) = (-25, Alignment.UpperRight);
        if (axis.Kinds.Length > 4) plot.Axes.Bottom.MinimumSize = 90;
        var (low, high) = axis.Kinds.IsEmpty ? Limits(positions) : (-0.4, axis.Kinds.Length - 0.6);
        plot.Axes.SetLimitsX(low, high);
    }

    private static void SetY(Plot plot, Axis axis, double[] positions)
    {
        if (axis.IsLogarithmic && TicksOf(axis, positions) is { } ticks) plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual(ticks);
        var (low, high) = Limits(positions);
        plot.Axes.SetLimitsY(low, high);
    }

    private static Tick[]? TicksOf(Axis axis, double[] positions)
    {
        if (!axis.Kinds.IsEmpty) return [.. axis.Kinds.Select((kind, index) => new Tick(index, kind))];
        if (!axis.Names.IsEmpty) return [.. axis.Names.Select(mark => new Tick(mark.Value, mark.Name))];
        if (axis.IsMarkedAtValues) return [.. positions.Distinct().Select(position => new Tick(position, Number(axis.IsLogarithmic ? Math.Pow(10, position) : position)))];
        if (!axis.IsLogarithmic) return null;
        var (low, high) = Limits(positions);
        double[] steps = high - low > 2.5 ? [1] : [1, 2, 5];
        return
        [
            .. from power in Enumerable.Range((int)Math.Floor(low), (int)(Math.Ceiling(high) - Math.Floor(low)) + 1)
               from step in steps
               let value = step * Math.Pow(10, power)
               select new Tick(Math.Log10(value), Number(value)),
        ];
    }

    private static string Number(double value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);

    private static (double Low, double High) Limits(double[] positions)
    {
        if (positions.Length == 0) return (0, 1);
        var (low, high) = (positions.Min(), positions.Max());
        var margin = high > low ? Margin * (high - low) : 0.5;
        return (low - margin, high + margin);
    }
}
