namespace SurgeryBench.Reporting.Figures;

/// <summary>Something drawn, as the two kinds of files that figures are.</summary>
internal interface IDrawing : IDisposable
{
    /// <summary>The bytes of a PNG file.</summary>
    byte[] Png();

    /// <summary>The text of an SVG file; equal drawings give equal texts.</summary>
    string Svg();
}
