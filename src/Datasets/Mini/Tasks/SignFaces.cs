using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Sign plates with their pictograms, about the middle of the canvas.</summary>
internal sealed class SignFaces(Sketch sketch)
{
    private const float Radius = 13;
    private readonly SKColor red = sketch.Dice.Near(356, 0.8f, 0.75f, 0.6f), blue = sketch.Dice.Near(215, 0.8f, 0.65f, 0.6f);
    private readonly SKColor white = Palette.Grey(sketch.Dice.Between(0.85f, 1)), black = Palette.Grey(sketch.Dice.Between(0.02f, 0.15f));

    internal void Speed(int tens)
    {
        Prohibition();
        var style = new HandStyle(black, 2) { Width = 1 };
        Hand.Write(sketch, DigitGlyphs.All[tens][0], new SKPoint(12.3f, 16), 9.5f, style);
        Hand.Write(sketch, DigitGlyphs.All[0][0], new SKPoint(20.2f, 16), 9.5f, style);
    }

    internal void NoVehicles() => Prohibition();

    internal void NoOvertaking()
    {
        Prohibition();
        Car(11.8f, red);
        Car(20.2f, black);
    }

    internal void NoEntry()
    {
        sketch.Disc(16, 16, Radius, red);
        sketch.Box(7, 13.7f, 18, 4.6f, white);
    }

    internal void Stop()
    {
        sketch.Polygon(red, Regular(8, Radius + 0.5f, 22.5f));
        sketch.Outline(white, 0.9f, Regular(8, Radius - 0.6f, 22.5f));
        for (var x = 8.5f; x < 23; x += 4.2f)
        {
            sketch.Box(x, 12.5f, 2.8f, 7, white);
            sketch.Box(x + 0.9f, 14, 1.2f, 1.6f, red);
        }
    }

    internal void GiveWay()
    {
        sketch.Polygon(red, 2, 5, 30, 5, 16, 29);
        sketch.Polygon(white, 7.5f, 8.2f, 24.5f, 8.2f, 16, 22.8f);
    }

    internal void PriorityRoad()
    {
        sketch.Polygon(white, Regular(4, Radius + 1.5f, 0));
        sketch.Polygon(sketch.Dice.Near(46, 0.85f, 0.9f, 0.6f), Regular(4, Radius - 2, 0));
    }

    internal void EndOfLimits()
    {
        sketch.Disc(16, 16, Radius, white);
        sketch.Ring(16, 16, Radius - 0.5f, 0.8f, black);
        for (var d = -4f; d <= 4; d += 2.7f) sketch.Line(9 + d, 23 + (d * 0.4f), 23 + d, 9 + (d * 0.4f), 1.1f, black);
    }

    internal void Danger()
    {
        Warning();
        sketch.Line(16, 12, 16, 18.5f, 2.4f, black);
        sketch.Disc(16, 22.6f, 1.5f, black);
    }

    internal void Bend(int direction)
    {
        Warning();
        sketch.Stroke(black, 2, [new(16 - (direction * 1.5f), 23), new(16 - (direction * 1.5f), 17.5f), new(16 + (direction * 3.2f), 14.5f)]);
        sketch.Polygon(black, 16 + (direction * 5.6f), 13, 16 + (direction * 1.4f), 11.8f, 16 + (direction * 3.4f), 17.2f);
    }

    internal void Bumps()
    {
        Warning();
        sketch.Oval(12.4f, 22, new(3, 3), black);
        sketch.Oval(19.6f, 22, new(3, 3), black);
        sketch.Box(8.5f, 21.8f, 15, 2, black);
    }

    internal void CrossroadsAhead()
    {
        Warning();
        sketch.Line(12.2f, 14, 19.8f, 23, 2.2f, black);
        sketch.Line(19.8f, 14, 12.2f, 23, 2.2f, black);
    }

    /// <summary>A blue disc with an arrow; 0 degrees points up, positive turns right.</summary>
    internal void Arrow(float degrees)
    {
        Mandatory();
        using var turned = sketch.Placed(16, 16, (1, 1), degrees);
        sketch.Line(0, 7.5f, 0, -3, 3, white);
        sketch.Polygon(white, 0, -9.5f, 5.5f, -2.5f, -5.5f, -2.5f);
    }

    internal void Roundabout()
    {
        Mandatory();
        for (var i = 0; i < 3; i++)
        {
            sketch.Arc(new(16, 16), 6.3f, ((i * 120) - 90, 75), 2.2f, white);
            using var turned = sketch.Placed(16, 16, (1, 1), i * 120);
            sketch.Polygon(white, -0.5f, -10, -0.5f, -2.6f, -5, -6.3f);
        }
    }

    private void Prohibition()
    {
        sketch.Disc(16, 16, Radius, red);
        sketch.Disc(16, 16, Radius - 3, white);
    }

    private void Mandatory()
    {
        sketch.Disc(16, 16, Radius, white);
        sketch.Disc(16, 16, Radius - 0.9f, blue);
    }

    private void Warning()
    {
        sketch.Polygon(red, 16, 2, 30.5f, 27.5f, 1.5f, 27.5f);
        sketch.Polygon(white, 16, 7, 26, 24.8f, 6, 24.8f);
    }

    private void Car(float x, SKColor paint)
    {
        sketch.Box(x - 3.4f, 15.5f, 6.8f, 3.8f, paint);
        sketch.Box(x - 2.2f, 12.6f, 4.4f, 3.5f, paint);
        sketch.Box(x - 3, 19, 1.6f, 1.6f, paint);
        sketch.Box(x + 1.4f, 19, 1.6f, 1.6f, paint);
    }

    private static List<SKPoint> Regular(int corners, float radius, float turn) =>
    [
        .. Enumerable.Range(0, corners).Select(i => (turn * MathF.PI / 180) + (2 * MathF.PI * i / corners))
            .Select(angle => new SKPoint(16 + (radius * MathF.Cos(angle)), 16 + (radius * MathF.Sin(angle)))),
    ];
}
