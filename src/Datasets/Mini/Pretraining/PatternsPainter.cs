using System.Collections.Immutable;
using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Pretraining;

/// <summary>Patterns that fill the image.</summary>
internal sealed class PatternsPainter : IImagePainter
{
    private const float Low = -12, High = 44;
    private static readonly Variation Variation = new() { Shift = 4, Smallest = 0.8f, Largest = 1.3f, Turn = 30, Shear = 0.15f };
    private static readonly Finish Finish = new() { Noise = 0.06f, Blur = 0.2f, Flattest = 0.6f };

    public string Name => "patterns";

    public ImmutableArray<string> Classes { get; } = ["bricks", "rays", "targets", "waves", "plaid", "triangles", "leaves", "rubble", "nested-squares", "crosses"];

    public Finish FinishOf(int label) => Finish;

    public void Paint(Sketch sketch, int label)
    {
        var dice = sketch.Dice;
        using var varied = sketch.Vary(Variation);
        var ground = dice.AnyColour();
        sketch.Fill(ground);
        Action<Sketch, SKColor> paint = label switch
        {
            0 => Bricks,
            1 => Rays,
            2 => Targets,
            3 => Waves,
            4 => Plaid,
            5 => Triangles,
            6 => Leaves,
            7 => Rubble,
            8 => NestedSquares,
            _ => Crosses,
        };
        paint(sketch, dice.Against(ground));
    }

    private static void Bricks(Sketch sketch, SKColor colour)
    {
        var (width, height) = (sketch.Dice.Between(8, 11), sketch.Dice.Between(4, 5.5f));
        Tile(width, height, (x, y, row) => sketch.Box(x + (row % 2 * width / 2), y, width - 0.9f, height - 0.9f, Palette.Shade(colour, sketch.Dice.Between(0.85f, 1.15f))));
    }

    private static void Rays(Sketch sketch, SKColor colour)
    {
        var rays = sketch.Dice.Whole(6, 10);
        for (var i = 0; i < rays; i++)
        {
            using var turned = sketch.Placed(16, 16, (1, 1), 360f * i / rays);
            sketch.Polygon(colour, 0, 0, 36, -36 * MathF.Tan(MathF.PI / (2 * rays)), 36, 36 * MathF.Tan(MathF.PI / (2 * rays)));
        }
    }

    private static void Targets(Sketch sketch, SKColor colour)
    {
        var pitch = sketch.Dice.Between(5, 7);
        for (var radius = pitch / 2; radius < 40; radius += pitch) sketch.Ring(16, 16, radius, pitch * 0.45f, colour);
    }

    private static void Waves(Sketch sketch, SKColor colour)
    {
        var (pitch, swing, frequency) = (sketch.Dice.Between(5, 8), sketch.Dice.Between(1.5f, 3), sketch.Dice.Between(0.35f, 0.6f));
        for (var y = Low; y < High; y += pitch)
        {
            List<SKPoint> line = [];
            for (var x = Low; x < High; x += 1) line.Add(new(x, y + (swing * MathF.Sin(frequency * x))));
            sketch.Stroke(colour, pitch * 0.4f, line);
        }
    }

    private static void Plaid(Sketch sketch, SKColor colour)
    {
        foreach (var shade in (ReadOnlySpan<float>)[0.7f, 1, 1.3f])
        {
            var (start, pitch, width) = (sketch.Dice.Between(Low, 0), sketch.Dice.Between(10, 14), sketch.Dice.Between(2, 4));
            var thread = Palette.Shade(colour, shade).WithAlpha(150);
            for (var at = start; at < High; at += pitch)
            {
                sketch.Box(at, Low, width, High - Low, thread);
                sketch.Box(Low, at, High - Low, width, thread);
            }
        }
    }

    private static void Triangles(Sketch sketch, SKColor colour)
    {
        var side = sketch.Dice.Between(7, 10);
        Tile(side, side * 0.87f, (x, y, row) => sketch.Polygon(colour, x + (row % 2 * side / 2), y, x + (row % 2 * side / 2) + (side * 0.5f), y + (side * 0.8f), x + (row % 2 * side / 2) - (side * 0.5f), y + (side * 0.8f)));
    }

    private static void Leaves(Sketch sketch, SKColor colour)
    {
        for (var i = 0; i < 60; i++)
        {
            using var placed = sketch.Placed(sketch.Dice.Between(Low, High), sketch.Dice.Between(Low, High), (1, 1), sketch.Dice.Between(0, 360));
            sketch.Oval(0, 0, new(3.6f, 1.4f), Palette.Shade(colour, sketch.Dice.Between(0.7f, 1.3f)));
            sketch.Line(-3.5f, 0, 3.5f, 0, 0.4f, Palette.Shade(colour, 0.5f));
        }
    }

    private static void Rubble(Sketch sketch, SKColor colour)
    {
        for (var i = 0; i < 110; i++)
        {
            var (x, y, size) = (sketch.Dice.Between(Low, High), sketch.Dice.Between(Low, High), sketch.Dice.Between(1.5f, 3.5f));
            sketch.Polygon(Palette.Shade(colour, sketch.Dice.Between(0.5f, 1.4f)), x, y - size, x + size, y + sketch.Dice.Around(0, 1), x, y + size, x - size, y);
        }
    }

    private static void NestedSquares(Sketch sketch, SKColor colour)
    {
        var pitch = sketch.Dice.Between(4.5f, 6.5f);
        for (var half = pitch / 2; half < 34; half += pitch)
            sketch.Outline(colour, pitch * 0.42f, [new(16 - half, 16 - half), new(16 + half, 16 - half), new(16 + half, 16 + half), new(16 - half, 16 + half)]);
    }

    private static void Crosses(Sketch sketch, SKColor colour)
    {
        var pitch = sketch.Dice.Between(8, 10);
        Tile(pitch, pitch, (x, y, _) =>
        {
            sketch.Line(x - 2, y - 2, x + 2, y + 2, 1.5f, colour);
            sketch.Line(x + 2, y - 2, x - 2, y + 2, 1.5f, colour);
        });
    }

    private static void Tile(float width, float height, Action<float, float, int> draw)
    {
        for (var row = 0; Low + (row * height) < High; row++)
            for (var x = Low; x < High; x += width) draw(x, Low + (row * height), row);
    }
}
