using SkiaSharp;

namespace SurgeryBench.Datasets.Mini.Drawing;

/// <summary>Writes glyphs the way a hand or a printer would.</summary>
internal static class Hand
{
    /// <summary>Writes a glyph about a point, so many units high.</summary>
    internal static void Write(Sketch sketch, Glyph glyph, SKPoint at, float height, HandStyle style)
    {
        var wobble = Wobble.Draw(sketch.Dice, style.Unsteadiness);
        foreach (var stroke in glyph.Strokes)
            sketch.Stroke(style.Colour, style.Pen, [.. stroke.Select(point => Place(wobble.Move(point), at, height, style))]);
    }

    private static SKPoint Place(SKPoint point, SKPoint at, float height, HandStyle style) =>
        new(at.X + (height * ((point.X * style.Width) - (style.Slant * point.Y))), at.Y + (height * point.Y));
}
