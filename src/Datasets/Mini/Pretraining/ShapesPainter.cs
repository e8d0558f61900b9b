using System.Collections.Immutable;
using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Pretraining;

/// <summary>Plain figures, filled or in outline, in any colours on any ground.</summary>
internal sealed class ShapesPainter : IImagePainter
{
    private static readonly Variation Variation = new() { Shift = 4, Smallest = 0.65f, Largest = 1.15f, Turn = 20, Shear = 0.15f };
    private static readonly Finish Finish = new() { Noise = 0.06f, Blur = 0.22f, Darkest = 0.5f };

    private static readonly ImmutableArray<(string Name, Glyph Edge)> Figures =
    [
        ("triangle", Glyph.Parse("M8 0L16 15L0 15Z", 16)), ("square", Glyph.Parse("M1 1L15 1L15 15L1 15Z", 16)),
        ("pentagon", Glyph.Parse("M8 0L16 6L13 16L3 16L0 6Z", 16)), ("star", Glyph.Parse("M8 0L10 6L16 6L11 10L13 16L8 12L3 16L5 10L0 6L6 6Z", 16)),
        ("heart", Glyph.Parse("M8 15L1 8C-2 3 5 -2 8 4C11 -2 18 3 15 8Z", 16)), ("crescent", Glyph.Parse("M11 0C1 0 1 16 11 16C5 13 5 3 11 0Z", 16)),
        ("plus", Glyph.Parse("M6 0L10 0L10 6L16 6L16 10L10 10L10 16L6 16L6 10L0 10L0 6L6 6Z", 16)), ("half-disc", Glyph.Parse("M0 12C0 0 16 0 16 12Z", 16)),
        ("ellipse", Glyph.Parse("M0 8C0 2 16 2 16 8C16 14 0 14 0 8Z", 16)), ("trapezium", Glyph.Parse("M4 3L12 3L16 13L0 13Z", 16)),
        ("drop", Glyph.Parse("M8 0C10 5 14 7 14 11C14 17 2 17 2 11C2 7 6 5 8 0Z", 16)), ("lightning", Glyph.Parse("M9 0L3 9L7 9L5 16L13 6L9 6L12 0Z", 16)),
    ];

    public string Name => "shapes";

    public ImmutableArray<string> Classes { get; } = [.. Figures.Select(figure => figure.Name)];

    public Finish FinishOf(int label) => Finish;

    public void Paint(Sketch sketch, int label)
    {
        var dice = sketch.Dice;
        var ground = Ground.Paint(sketch);
        using var varied = sketch.Vary(Variation);
        var wobble = Wobble.Draw(dice, 0.04f);
        List<SKPoint> edge = [.. Figures[label].Edge.Strokes[0].Select(wobble.Move).Select(point => new SKPoint(16 + (22 * point.X), 16 + (22 * point.Y)))];
        var colour = dice.Against(ground);
        if (dice.Chance(0.6)) sketch.Polygon(colour, edge);
        else sketch.Outline(colour, dice.Between(1.5f, 3.2f), edge);
        if (dice.Chance(0.3)) sketch.Outline(dice.AnyColour(), dice.Between(0.8f, 1.6f), edge);
    }
}
