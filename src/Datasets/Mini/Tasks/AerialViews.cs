using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Things on the ground seen from straight above, over a ground already painted.</summary>
internal sealed class AerialViews(Sketch sketch)
{
    private readonly Dice dice = sketch.Dice;
    private readonly SKColor tar = Palette.Grey(sketch.Dice.Between(0.3f, 0.5f));

    internal void Runway()
    {
        var half = dice.Between(4.5f, 6);
        sketch.Box(16 - half, -16, 2 * half, 64, tar);
        for (var y = -15f; y < 48; y += 6) sketch.Box(15.5f, y, 1, 3.5f, SKColors.White);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1]) sketch.Line(16 + (side * (half - 0.8f)), -16, 16 + (side * (half - 0.8f)), 48, 0.5f, SKColors.White);
        for (var x = -3; x <= 3; x += 2) sketch.Box(16 + (x * half * 0.25f) - 0.4f, 21, 0.9f, 5, SKColors.White);
    }

    internal void Harbour()
    {
        sketch.Box(-16, -16, 64, 42, dice.Near(dice.Pick(195f, 210, 170), 0.5f, 0.4f));
        sketch.Box(-16, 26, 64, 40, Palette.Grey(dice.Between(0.5f, 0.7f)));
        for (var x = dice.Between(-12, -9); x < 46; x += 9)
        {
            sketch.Box(x, 1, 1.4f, 26, Palette.Grey(0.75f));
            for (var y = 3f; y < 24; y += 3.4f)
            {
                if (dice.Chance(0.8)) sketch.Oval(x + 3.6f, y, new(2, 1), Boat());
                if (dice.Chance(0.8)) sketch.Oval(x - 2.2f, y, new(2, 1), Boat());
            }
        }
    }

    internal void Roundabout()
    {
        var arms = dice.Whole(3, 4);
        for (var i = 0; i < arms; i++)
        {
            var angle = 2 * MathF.PI * i / arms;
            sketch.Line(16, 16, 16 + (40 * MathF.Cos(angle)), 16 + (40 * MathF.Sin(angle)), 4.5f, tar);
        }
        sketch.Disc(16, 16, 10.5f, tar);
        sketch.Disc(16, 16, dice.Between(4.5f, 6), dice.Near(100, 0.4f, 0.5f));
        sketch.Ring(16, 16, 8.2f, 0.4f, SKColors.White);
    }

    internal void TennisCourt()
    {
        var courts = dice.Whole(1, 2);
        var surround = dice.Near(dice.Pick(110f, 15, 215), 0.45f, 0.4f);
        sketch.Box(16 - (8 * courts), 3, 16 * courts, 26, surround);
        for (var i = 0; i < courts; i++) Court(16 - (8 * courts) + (16 * i) + 3, 6, dice.Near(dice.Pick(15f, 120, 215), 0.5f, 0.6f));
    }

    internal void BaseballDiamond()
    {
        var (grass, clay) = (dice.Near(100, 0.5f, 0.5f), dice.Near(25, 0.5f, 0.7f));
        Wedge(grass, 30);
        Wedge(clay, 17);
        sketch.Polygon(Palette.Shade(grass, 1.1f), 16, 24, 22, 18, 16, 12, 10, 18);
        sketch.Disc(16, 18, 1.4f, clay);
        sketch.Disc(16, 26, 2.2f, clay);
        sketch.Line(16, 27, 37, 6, 0.5f, SKColors.White);
        sketch.Line(16, 27, -5, 6, 0.5f, SKColors.White);
    }

    internal void Crossroads()
    {
        var width = dice.Between(5, 7);
        sketch.Box(16 - (width / 2), -20, width, 72, tar);
        sketch.Box(-20, 16 - (width / 2), 72, width, tar);
        for (var d = 5f; d < 32; d += 3)
        {
            foreach (var side in (ReadOnlySpan<int>)[-1, 1])
            {
                sketch.Box(16 + (side * d) - 0.7f, 15.7f, 1.4f, 0.6f, SKColors.White);
                sketch.Box(15.7f, 16 + (side * d) - 0.7f, 0.6f, 1.4f, SKColors.White);
            }
        }
        foreach (var (x, y) in (ReadOnlySpan<(int, int)>)[(-1, -1), (1, -1), (-1, 1), (1, 1)]) Block(16 + (x * 10.5f), 16 + (y * 10.5f));
    }

    internal void StorageTanks()
    {
        sketch.Fill(Palette.Grey(dice.Between(0.35f, 0.5f)));
        var (pitch, radius) = (dice.Between(9.5f, 12), dice.Between(3.6f, 4.4f));
        for (var x = 16 - (2 * pitch); x < 48; x += pitch)
        {
            for (var y = 16 - (2 * pitch); y < 48; y += pitch)
            {
                sketch.Disc(x + 1, y + 1, radius, Palette.Grey(0.15f));
                sketch.Disc(x, y, radius, Palette.Grey(dice.Between(0.75f, 1)));
                sketch.Ring(x, y, radius * 0.6f, 0.4f, Palette.Grey(0.55f));
            }
        }
    }

    internal void ParkingLot()
    {
        sketch.Fill(tar);
        for (var y = -14f; y < 46; y += 9)
        {
            for (var x = -14f; x < 46; x += 2.9f)
            {
                sketch.Line(x, y, x, y + 5, 0.35f, SKColors.White);
                if (dice.Chance(0.8)) sketch.Box(x + 0.6f, y + 0.5f, 1.8f, 4, dice.AnyColour());
            }
        }
    }

    internal void RaceTrack()
    {
        var lane = dice.Near(dice.Pick(12f, 25, 210), 0.5f, 0.6f);
        Oval(13.5f, 9.5f, lane);
        for (var i = 1; i < 3; i++)
        {
            using var bounds = sketch.Placed(16, 16, (1, 1));
            sketch.Outline(SKColors.White, 0.3f, Capsule(13.5f - (1.3f * i), 9.5f - (1.3f * i)));
        }
        Oval(9.5f, 5.5f, dice.Near(105, 0.5f, 0.5f));
        sketch.Line(16, 10.5f, 16, 21.5f, 0.4f, SKColors.White);
    }

    internal void Railway()
    {
        var tracks = dice.Whole(2, 3);
        sketch.Box(16 - (3.5f * tracks), -16, 7 * tracks, 64, dice.Near(30, 0.12f, 0.45f));
        for (var i = 0; i < tracks; i++)
        {
            var x = 16 + ((i - ((tracks - 1) / 2f)) * 6.5f);
            for (var y = -16f; y < 48; y += 2.2f) sketch.Box(x - 2.4f, y, 4.8f, 0.9f, dice.Near(25, 0.3f, 0.22f));
            foreach (var rail in (ReadOnlySpan<float>)[-1.4f, 1.4f]) sketch.Line(x + rail, -16, x + rail, 48, 0.5f, Palette.Grey(0.85f));
        }
    }

    internal void Island()
    {
        var sea = dice.Near(dice.Pick(190f, 205, 220), 0.6f, 0.45f);
        sketch.Fill(sea);
        for (var i = 0; i < 12; i++) Ripple(dice.Between(-4, 32), dice.Between(-4, 36), sea);
        var shape = Blob(dice.Between(7, 9));
        sketch.Outline(dice.Near(45, 0.3f, 0.85f), 2.2f, shape);
        sketch.Polygon(dice.Near(dice.Pick(95f, 115, 60), 0.45f, 0.4f), shape);
        for (var i = 0; i < 6; i++) sketch.Disc(dice.Around(16, 4), dice.Around(16, 4), dice.Between(0.8f, 1.6f), dice.Near(115, 0.5f, 0.25f));
    }

    internal void Aeroplane()
    {
        sketch.Fill(Palette.Grey(dice.Between(0.4f, 0.6f)));
        sketch.Line(-16, 29, 48, 29, 0.6f, dice.Near(50, 0.6f, 0.8f));
        foreach (var (shift, skin) in (ReadOnlySpan<(float, SKColor)>)[(1.3f, Palette.Grey(0.18f)), (0, dice.Near(210, 0.1f, 0.95f))])
        {
            sketch.Oval(16 + shift, 15 + shift, new(1.8f, 12.5f), skin);
            sketch.Polygon(skin, 16 + shift, 10 + shift, 29 + shift, 18.5f + shift, 29 + shift, 20.5f + shift, 16 + shift, 17 + shift, 3 + shift, 20.5f + shift, 3 + shift, 18.5f + shift);
            sketch.Polygon(skin, 16 + shift, 23 + shift, 21 + shift, 27 + shift, 16 + shift, 26 + shift, 11 + shift, 27 + shift);
        }
    }

    private SKColor Boat() => Palette.Grey(dice.Between(0.75f, 1));

    private void Court(float x, float y, SKColor colour)
    {
        sketch.Box(x, y, 10, 20, colour);
        foreach (var dx in (ReadOnlySpan<float>)[0, 1.6f, 8.4f, 10]) sketch.Line(x + dx, y, x + dx, y + 20, 0.5f, SKColors.White);
        foreach (var dy in (ReadOnlySpan<float>)[0, 5, 10, 15, 20]) sketch.Line(x, y + dy, x + 10, y + dy, dy == 10 ? 0.9f : 0.5f, SKColors.White);
        sketch.Line(x + 5, y + 5, x + 5, y + 15, 0.5f, SKColors.White);
    }

    private void Wedge(SKColor colour, float radius)
    {
        List<SKPoint> corners = [new(16, 27)];
        for (var degrees = 225; degrees <= 315; degrees += 9)
            corners.Add(new(16 + (radius * MathF.Cos(degrees * MathF.PI / 180)), 27 + (radius * MathF.Sin(degrees * MathF.PI / 180))));
        sketch.Polygon(colour, corners);
    }

    private void Block(float x, float y)
    {
        var half = dice.Between(2.5f, 4.5f);
        sketch.Box(x - half + 0.8f, y - half + 0.8f, 2 * half, 2 * half, Palette.Grey(0.15f));
        sketch.Box(x - half, y - half, 2 * half, 2 * half, dice.Near(dice.Pick(15f, 30, 210), 0.3f, 0.6f));
    }

    private void Oval(float halfLength, float halfWidth, SKColor colour)
    {
        using var placed = sketch.Placed(16, 16, (1, 1));
        sketch.Polygon(colour, Capsule(halfLength, halfWidth));
    }

    private static List<SKPoint> Capsule(float halfLength, float halfWidth)
    {
        List<SKPoint> edge = [];
        for (var degrees = -90; degrees < 270; degrees += 10)
        {
            var (cos, sin) = (MathF.Cos(degrees * MathF.PI / 180), MathF.Sin(degrees * MathF.PI / 180));
            edge.Add(new((halfWidth * cos) + (degrees < 90 ? halfLength - halfWidth : halfWidth - halfLength), halfWidth * sin));
        }
        return edge;
    }

    private void Ripple(float x, float y, SKColor sea) => sketch.Line(x, y, x + dice.Between(2, 5), y, 0.4f, Palette.Shade(sea, 1.35f));

    private List<SKPoint> Blob(float radius)
    {
        var wobble = Wobble.Draw(dice, 1.8f);
        var edge = new List<SKPoint>();
        for (var i = 0; i < 24; i++)
        {
            var angle = 2 * MathF.PI * i / 24;
            var reach = radius + (wobble.Size.X * MathF.Sin((2 * angle) + wobble.Phase.X)) + (wobble.Size.Y * MathF.Sin((3 * angle) + wobble.Phase.Y));
            edge.Add(new(16 + (reach * MathF.Cos(angle)), 16 + (reach * MathF.Sin(angle))));
        }
        return edge;
    }
}
