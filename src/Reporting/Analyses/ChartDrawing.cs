using System.Collections.Immutable;
using System.Text;
using ScottPlot;
using SkiaSharp;
using SurgeryBench.Reporting.Figures;
using Drawing = SurgeryBench.Reporting.Figures.Drawing;

namespace SurgeryBench.Reporting.Analyses;

/// <summary>A chart laid out: the title on top, panels in rows, the legend at the right.</summary>
internal sealed class ChartDrawing : IDrawing
{
    private const int PanelWidth = 480, PanelHeight = 380, TitleHeight = 44, LegendEntry = 22;
    private const double LetterWidth = 7.7, TitleLetterWidth = 10;

    private readonly Chart chart;
    private readonly ImmutableArray<Plot> plots;
    private readonly ImmutableArray<(string Name, Color Colour, CurveForm Form)> legend;
    private readonly int width, height;

    public ChartDrawing(Chart chart)
    {
        this.chart = chart;
        var curves = chart.Panels.SelectMany(panel => panel.Curves).ToList();
        var colours = new RepairColours(curves.Select(curve => curve.Colour).Where(colour => colour != Curve.Expert));
        plots = [.. chart.Panels.Select(panel => PanelPlot.Of(panel, ColourOf))];
        legend = [.. curves.DistinctBy(curve => curve.Name).Select(curve => (curve.Name, ColourOf(curve), curve.Form))];
        var rows = (chart.Panels.Length + chart.Columns - 1) / chart.Columns;
        width = Math.Max((chart.Columns * PanelWidth) + 60 + (int)(LetterWidth * legend.Max(entry => entry.Name.Length)), 30 + (int)(TitleLetterWidth * chart.Title.Length));
        height = TitleHeight + Math.Max(rows * PanelHeight, LegendEntry * (legend.Length + 1));

        Color ColourOf(Curve curve) => curve.Colour == Curve.Expert ? Style.Ink : colours[curve.Colour];
    }

    public byte[] Png()
    {
        using var surface = SKSurface.Create(new SKImageInfo(Drawing.PngScale * width, Drawing.PngScale * height));
        surface.Canvas.Scale(Drawing.PngScale);
        Render(surface.Canvas);
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    public string Svg()
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(width, height), stream)) Render(canvas);
        return Drawing.NumberedFromZero(Encoding.UTF8.GetString(stream.ToArray()));
    }

    public void Dispose()
    {
        foreach (var plot in plots) plot.Dispose();
    }

    private void Render(SKCanvas canvas)
    {
        using var white = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(0, 0, width, height, white);
        for (var index = 0; index < plots.Length; index++)
        {
            var (left, top) = (index % chart.Columns * PanelWidth, TitleHeight + (index / chart.Columns * PanelHeight));
            // A plot clears all it may draw on.
            canvas.Save();
            canvas.ClipRect(SKRect.Create(left, top, PanelWidth, PanelHeight));
            plots[index].Render(canvas, new PixelRect(left, left + PanelWidth, top + PanelHeight, top));
            canvas.Restore();
        }
        Write(canvas, chart.Title, 14, 28, 17);
        for (var index = 0; index < legend.Length; index++) DrawEntry(canvas, legend[index], chart.Columns * PanelWidth + 10, TitleHeight + 20 + (LegendEntry * index));
    }

    private static void DrawEntry(SKCanvas canvas, (string Name, Color Colour, CurveForm Form) entry, float left, float middle)
    {
        using var paint = new SKPaint { Color = new SKColor(entry.Colour.ARGB), IsAntialias = true, StrokeWidth = 2.5f };
        if (entry.Form != CurveForm.Points) canvas.DrawLine(left, middle, left + 24, middle, paint);
        if (entry.Form != CurveForm.Level) canvas.DrawCircle(left + 12, middle, 4.5f, paint);
        Write(canvas, entry.Name, left + 32, middle + 4, 12.5f);
    }

    private static void Write(SKCanvas canvas, string text, float left, float baseline, float size)
    {
        using var face = SKTypeface.FromFamilyName(Style.Font);
        using var font = new SKFont(face, size);
        using var paint = new SKPaint { Color = new SKColor(Style.Ink.ARGB), IsAntialias = true };
        canvas.DrawText(text, left, baseline, font, paint);
    }
}
