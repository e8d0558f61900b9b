using System.Collections.Immutable;
using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Pretraining;

/// <summary>Simple everyday things, each before some ground.</summary>
internal sealed class ObjectsPainter : IImagePainter
{
    private static readonly Variation Variation = new() { Shift = 3, Smallest = 0.7f, Largest = 1.15f, Turn = 10, Mirrored = true };
    private static readonly Finish Finish = new() { Noise = 0.06f, Blur = 0.18f, Darkest = 0.6f };

    public string Name => "objects";

    public ImmutableArray<string> Classes { get; } = ["house", "tree", "sailing-boat", "fish", "flower", "mug", "chair", "umbrella", "snowman", "key"];

    public Finish FinishOf(int label) => Finish;

    public void Paint(Sketch sketch, int label)
    {
        var dice = sketch.Dice;
        var ground = Ground.Paint(sketch);
        if (dice.Chance(0.4)) sketch.Box(-16, dice.Between(18, 27), 64, 40, Palette.Shade(ground, dice.Between(0.6f, 1.3f)));
        using var varied = sketch.Vary(Variation);
        Action<Sketch, SKColor, SKColor> paint = label switch
        {
            0 => House,
            1 => Tree,
            2 => SailingBoat,
            3 => Fish,
            4 => Flower,
            5 => Mug,
            6 => Chair,
            7 => Umbrella,
            8 => Snowman,
            _ => Key,
        };
        paint(sketch, dice.Against(ground), dice.Against(ground));
    }

    private static void House(Sketch sketch, SKColor first, SKColor second)
    {
        sketch.Box(7, 14, 18, 13, first);
        sketch.Polygon(second, 4, 14.5f, 16, 5, 28, 14.5f);
        sketch.Box(14, 20, 4, 7, second);
    }

    private static void Tree(Sketch sketch, SKColor first, SKColor second)
    {
        sketch.Box(14.5f, 17, 3, 11, second);
        foreach (var (x, y) in (ReadOnlySpan<(float, float)>)[(11, 14), (21, 14), (16, 9)]) sketch.Disc(x, y, 5.5f, Palette.Shade(first, sketch.Dice.Between(0.85f, 1.15f)));
    }

    private static void SailingBoat(Sketch sketch, SKColor first, SKColor second)
    {
        sketch.Polygon(first, 4, 21, 28, 21, 24, 27, 8, 27);
        sketch.Polygon(second, 15.5f, 4, 15.5f, 19.5f, 6, 19.5f);
        sketch.Polygon(second, 17.5f, 7, 17.5f, 19.5f, 26, 19.5f);
    }

    private static void Fish(Sketch sketch, SKColor first, SKColor second)
    {
        sketch.Oval(14, 16, new(10, 6), first);
        sketch.Polygon(first, 22, 16, 30, 9.5f, 30, 22.5f);
        sketch.Disc(8.5f, 14.5f, 1.4f, Palette.Shade(second, 0.4f));
    }

    private static void Flower(Sketch sketch, SKColor first, SKColor second)
    {
        sketch.Line(16, 14, 16, 30, 1.6f, Palette.Shade(second, 0.7f));
        for (var i = 0; i < 6; i++) sketch.Disc(16 + (5 * MathF.Cos(i * MathF.PI / 3)), 12 + (5 * MathF.Sin(i * MathF.PI / 3)), 3.3f, first);
        sketch.Disc(16, 12, 2.8f, second);
    }

    private static void Mug(Sketch sketch, SKColor first, SKColor second)
    {
        sketch.Ring(23, 16, 4.5f, 2, first);
        sketch.Box(7, 8, 15, 17, first);
        sketch.Oval(14.5f, 8, new(7.5f, 2), second);
    }

    private static void Chair(Sketch sketch, SKColor first, SKColor second)
    {
        sketch.Box(8, 4, 2.5f, 25, first);
        sketch.Box(8, 16, 15, 3, second);
        sketch.Box(20.5f, 16, 2.5f, 13, first);
        sketch.Box(8, 6, 4, 8, second);
    }

    private static void Umbrella(Sketch sketch, SKColor first, SKColor second)
    {
        sketch.Line(16, 6, 16, 26, 1.4f, second);
        sketch.Arc(new(18.5f, 26), 2.5f, (0, 180), 1.4f, second);
        List<SKPoint> cloth = [];
        for (var degrees = 180; degrees <= 360; degrees += 12) cloth.Add(new(16 + (12 * MathF.Cos(degrees * MathF.PI / 180)), 15 + (10 * MathF.Sin(degrees * MathF.PI / 180))));
        sketch.Polygon(first, cloth);
    }

    private static void Snowman(Sketch sketch, SKColor first, SKColor second)
    {
        sketch.Disc(16, 23, 6.5f, first);
        sketch.Disc(16, 13.5f, 4.8f, first);
        sketch.Disc(16, 6.5f, 3.3f, first);
        sketch.Box(12, 2, 8, 2, second);
    }

    private static void Key(Sketch sketch, SKColor first, SKColor second)
    {
        sketch.Ring(9, 16, 5, 2.6f, first);
        sketch.Line(14, 16, 28, 16, 2.4f, first);
        sketch.Line(27, 16, 27, 21, 2, first);
        sketch.Line(23, 16, 23, 20, 2, first);
        sketch.Disc(9, 16, 1.2f, second);
    }
}
