using System.Collections.Immutable;
using SkiaSharp;

namespace SurgeryBench.Datasets.Mini.Drawing;

/// <summary>A sign made of pen strokes, about the origin, at most one unit high.</summary>
/// <param name="Strokes">The points each stroke passes through.</param>
internal sealed record Glyph(ImmutableArray<ImmutableArray<SKPoint>> Strokes)
{
    private const float Step = 0.06f;

    /// <summary>Reads SVG path data drawn in a box of the given size, y downwards.</summary>
    internal static Glyph Parse(string data, float width = 10, float height = 16)
    {
        using var path = SKPath.ParseSvgPathData(data);
        path.Transform(SKMatrix.CreateTranslation(-width / 2, -height / 2).PostConcat(SKMatrix.CreateScale(1 / height, 1 / height)));
        using var measure = new SKPathMeasure(path);
        var strokes = ImmutableArray.CreateBuilder<ImmutableArray<SKPoint>>();
        do strokes.Add(Sample(measure));
        while (measure.NextContour());
        return new Glyph(strokes.ToImmutable());
    }

    private static ImmutableArray<SKPoint> Sample(SKPathMeasure measure)
    {
        var steps = Math.Max(1, (int)MathF.Ceiling(measure.Length / Step));
        return [.. Enumerable.Range(0, steps + 1).Select(i => measure.GetPosition(measure.Length * i / steps))];
    }
}
