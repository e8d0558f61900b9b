using SkiaSharp;

namespace SurgeryBench.Datasets.Mini.Drawing;

/// <summary>How a glyph is written.</summary>
/// <param name="Colour">Ink.</param>
/// <param name="Pen">Width of the stroke in units.</param>
internal sealed record HandStyle(SKColor Colour, float Pen)
{
    /// <summary>Width relative to the glyph's own.</summary>
    public float Width { get; init; } = 1;

    /// <summary>How far the top leans to the right, as a share of the height.</summary>
    public float Slant { get; init; }

    /// <summary>Size of the smooth warp, as a share of the height.</summary>
    public float Unsteadiness { get; init; }
}
