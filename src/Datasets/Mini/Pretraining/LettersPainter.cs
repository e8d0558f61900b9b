using System.Collections.Immutable;
using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Pretraining;

/// <summary>Letters by pen or print, dark or light, with or without neighbours. No letter that looks like a digit.</summary>
internal sealed class LettersPainter : IImagePainter
{
    private static readonly Variation Variation = new() { Shift = 2.5f, Smallest = 0.75f, Largest = 1.15f, Turn = 12, Shear = 0.12f };
    private static readonly Finish Finish = new() { Noise = 0.05f, Blur = 0.24f, Darkest = 0.6f };

    private static readonly ImmutableArray<(string Name, Glyph Glyph)> Letters =
    [
        ("a", Glyph.Parse("M0 16L5 0L10 16M2 11L8 11")), ("c", Glyph.Parse("M10 3C7 -2 0 -1 0 8C0 17 7 18 10 13")), ("e", Glyph.Parse("M10 0L0 0L0 16L10 16M0 8L8 8")),
        ("f", Glyph.Parse("M10 0L0 0L0 16M0 8L8 8")), ("h", Glyph.Parse("M0 0L0 16M10 0L10 16M0 8L10 8")), ("k", Glyph.Parse("M0 0L0 16M10 0L0 9M3 7L10 16")),
        ("l", Glyph.Parse("M0 0L0 16L10 16")), ("m", Glyph.Parse("M0 16L0 0L5 8L10 0L10 16")), ("n", Glyph.Parse("M0 16L0 0L10 16L10 0")),
        ("p", Glyph.Parse("M0 16L0 0C13 -1 13 9 0 8")), ("r", Glyph.Parse("M0 16L0 0C13 -1 13 9 0 8M4 8L10 16")), ("t", Glyph.Parse("M0 0L10 0M5 0L5 16")),
        ("u", Glyph.Parse("M0 0L0 10C0 18 10 18 10 10L10 0")), ("w", Glyph.Parse("M0 0L2 16L5 6L8 16L10 0")), ("x", Glyph.Parse("M0 0L10 16M10 0L0 16")),
        ("y", Glyph.Parse("M0 0L5 8L10 0M5 8L5 16")),
    ];

    public string Name => "letters";

    public ImmutableArray<string> Classes { get; } = [.. Letters.Select(letter => letter.Name)];

    public Finish FinishOf(int label) => Finish;

    public void Paint(Sketch sketch, int label)
    {
        var dice = sketch.Dice;
        var ground = dice.Chance(0.35) ? SKColors.Black : Ground.Paint(sketch);
        using var varied = sketch.Vary(Variation);
        var style = new HandStyle(dice.Against(ground), dice.Between(1.6f, 4.2f))
        {
            Width = dice.Between(0.8f, 1.3f),
            Slant = dice.Between(-0.12f, 0.25f),
            Unsteadiness = dice.Between(0, 0.07f),
        };
        if (dice.Chance(0.3)) Hand.Write(sketch, dice.Pick(Letters.AsSpan()).Glyph, new SKPoint(16 + (dice.Sign() * 17), 16), 20, style);
        Hand.Write(sketch, Letters[label].Glyph, new SKPoint(16, 16), 20, style);
    }
}
