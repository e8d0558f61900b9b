using System.Collections.Immutable;
using System.Text;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Reporting.Figures;

/// <summary>The files of all figures. A new figure is one line here.</summary>
internal static class FigureFiles
{
    public static ImmutableArray<IFigure> All { get; } = [new OverviewFigure(), new AccuracyFigure(), new BiasFigure(), new VarianceFigure(), new ClientsFigure(), new ParetoFigure()];

    public static IEnumerable<string> Write(ResultTable table, string stem) => All.SelectMany(figure => Write(figure, table, stem));

    /// <summary>Writes one figure as PNG and SVG; no file if the table lacks what it shows.</summary>
    public static IReadOnlyList<string> Write(IFigure figure, ResultTable table, string stem)
    {
        using var drawing = figure.Draw(table);
        return drawing is null ? [] : Write(drawing, $"{stem}.{figure.Name}");
    }

    /// <summary>Writes what is drawn as PNG and SVG.</summary>
    public static IReadOnlyList<string> Write(IDrawing drawing, string stem)
    {
        var (png, svg) = ($"{stem}.png", $"{stem}.svg");
        AtomicFile.Replace(png, drawing.Png());
        AtomicFile.Replace(svg, Encoding.UTF8.GetBytes(drawing.Svg()));
        return [png, svg];
    }
}
