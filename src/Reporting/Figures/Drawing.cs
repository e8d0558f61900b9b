using System.Text.RegularExpressions;
using ScottPlot;

namespace SurgeryBench.Reporting.Figures;

/// <summary>A plot with the size it was laid out for, in pixels at scale 1. It owns the plot.</summary>
internal sealed partial record Drawing(Plot Plot, int Width, int Height) : IDrawing
{
    /// <summary>PNG files have twice the pixels, so that text stays sharp on dense screens and in print.</summary>
    public const int PngScale = 2;

    public byte[] Png()
    {
        Plot.ScaleFactor = PngScale;
        return Plot.GetImageBytes(PngScale * Width, PngScale * Height, ImageFormat.Png);
    }

    public string Svg()
    {
        Plot.ScaleFactor = 1;
        return NumberedFromZero(Plot.GetSvgXml(Width, Height));
    }

    public void Dispose() => Plot.Dispose();

    /// <summary>Clip paths are numbered by a counter of the whole process. Numbered from 0, equal figures are equal files.</summary>
    internal static string NumberedFromZero(string svg)
    {
        var numbers = new Dictionary<string, int>();
        return ClipPath().Replace(svg, name =>
        {
            numbers.TryAdd(name.Value, numbers.Count);
            return $"clip-{numbers[name.Value]}";
        });
    }

    [GeneratedRegex("""(?<=id="|url\(#)cl_[0-9a-f]+""")]
    private static partial Regex ClipPath();
}
