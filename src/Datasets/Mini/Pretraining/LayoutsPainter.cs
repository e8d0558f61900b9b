using System.Collections.Immutable;
using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Pretraining;

/// <summary>Arrangements of plain parts: what matters is where things are, not what they are.</summary>
internal sealed class LayoutsPainter : IImagePainter
{
    private static readonly Variation Variation = new() { Shift = 3, Smallest = 0.9f, Largest = 1.25f, Turn = 12 };
    private static readonly Finish Finish = new() { Noise = 0.06f, Blur = 0.18f, Darkest = 0.6f };

    public string Name => "layouts";

    public ImmutableArray<string> Classes { get; } = ["land-under-sky", "slope", "three-bands", "quarters", "frame", "few-blobs", "ring-of-blobs", "stairs", "fan", "bar-chart"];

    public Finish FinishOf(int label) => Finish;

    public void Paint(Sketch sketch, int label)
    {
        var ground = Ground.Paint(sketch);
        using (sketch.Vary(Variation)) Arrange(sketch, label, ground);
        sketch.Mottle(sketch.Dice.Whole(4, 10), 0.18f);
    }

    private static void Arrange(Sketch sketch, int label, SKColor ground)
    {
        var dice = sketch.Dice;
        var (first, second) = (dice.Against(ground), dice.AnyColour());
        switch (label)
        {
            case 0: sketch.Box(-16, dice.Around(17, 4), 64, 60, first); break;
            case 1: sketch.Polygon(first, -16, -8, 48, 40, 48, 80, -16, 80); break;
            case 2: sketch.Box(-16, 10, 64, 12, first); break;
            case 3: Quarters(sketch, first); break;
            case 4: sketch.Outline(first, 4.5f, [new(5, 5), new(27, 5), new(27, 27), new(5, 27)]); break;
            case 5: Blobs(sketch, first, dice.Whole(3, 5)); break;
            case 6: BlobRing(sketch, first); break;
            case 7: Stairs(sketch, first); break;
            case 8: Fan(sketch, first, second); break;
            default: BarChart(sketch, first); break;
        }
    }

    private static void Quarters(Sketch sketch, SKColor colour)
    {
        sketch.Box(-16, -16, 32, 32, colour);
        sketch.Box(16, 16, 32, 32, colour);
    }

    private static void Blobs(Sketch sketch, SKColor colour, int count)
    {
        for (var i = 0; i < count; i++) sketch.Disc(sketch.Dice.Between(4, 28), sketch.Dice.Between(4, 28), sketch.Dice.Between(2.5f, 4.5f), colour);
    }

    private static void BlobRing(Sketch sketch, SKColor colour)
    {
        var count = sketch.Dice.Whole(6, 9);
        for (var i = 0; i < count; i++) sketch.Disc(16 + (10.5f * MathF.Cos(2 * MathF.PI * i / count)), 16 + (10.5f * MathF.Sin(2 * MathF.PI * i / count)), 2.2f, colour);
    }

    private static void Stairs(Sketch sketch, SKColor colour)
    {
        for (var step = 0; step < 10; step++) sketch.Box((step * 6) - 8, 36 - (step * 6), 60, 6.2f, Palette.Shade(colour, step % 2 == 0 ? 1 : 0.8f));
    }

    private static void Fan(Sketch sketch, SKColor first, SKColor second)
    {
        for (var i = 0; i < 5; i++)
        {
            var angle = MathF.PI * (1.1f + (0.2f * i));
            sketch.Line(16, 28, 16 + (24 * MathF.Cos(angle)), 28 + (24 * MathF.Sin(angle)), 2.6f, i % 2 == 0 ? first : second);
        }
    }

    private static void BarChart(Sketch sketch, SKColor colour)
    {
        for (var x = 3f; x < 28; x += 5.5f) sketch.Box(x, sketch.Dice.Between(6, 24), 3.6f, 40, colour);
    }
}
