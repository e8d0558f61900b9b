using ScottPlot;

namespace SurgeryBench.Reporting.Figures;

/// <summary>A plot with the size it was laid out for, in pixels at scale 1. It owns the plot.</summary>
internal sealed record Drawing(Plot Plot, int Width, int Height) : IDisposable
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
        return Plot.GetSvgXml(Width, Height);
    }

    public void Dispose() => Plot.Dispose();
}
