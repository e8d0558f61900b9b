using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Natural places.</summary>
internal sealed class OutdoorScenes(Sketch sketch)
{
    private readonly Dice dice = sketch.Dice;

    internal void Beach()
    {
        ScenesPainter.Sky(sketch);
        var (horizon, shore) = (dice.Between(8, 13), dice.Between(17, 21));
        var sea = dice.Near(dice.Pick(190f, 210, 230), 0.5f, 0.6f);
        sketch.Box(-16, horizon, 64, 40, sea);
        for (var i = 0; i < 3; i++)
        {
            var (x, y) = (dice.Between(-4, 26), dice.Between(horizon + 1, shore));
            sketch.Line(x, y, x + dice.Between(4, 10), y, 0.6f, Palette.Shade(sea, 1.5f));
        }
        var tilt = dice.Between(3, 9);
        sketch.Polygon(dice.Near(dice.Pick(40f, 30, 20), 0.35f, 0.8f), -16, shore + tilt, 48, shore - tilt, 48, 60, -16, 60);
        sketch.Line(-16, shore + tilt, 48, shore - tilt, dice.Between(1, 2), SKColors.White);
        if (dice.Chance(0.5)) Parasol(dice.Between(14, 26), dice.Between(19, 23));
    }

    internal void Mountain()
    {
        ScenesPainter.Sky(sketch);
        var rock = dice.Near(dice.Pick(25f, 120, 220, 260), 0.3f, 0.45f);
        for (var i = 0; i < 3; i++)
        {
            var (x, peak, half) = ((i * 11) + dice.Around(5, 3), dice.Between(4, 11), dice.Between(9, 14));
            var tone = Palette.Shade(rock, dice.Between(0.7f, 1.3f));
            sketch.Polygon(tone, x - half, 30, x, peak, x + half, 30);
            sketch.Polygon(Palette.Shade(tone, 0.7f), x, peak, x + half, 30, x + 2, 30);
            sketch.Polygon(SKColors.White, x - (half * 0.25f), peak + ((30 - peak) * 0.25f), x, peak, x + (half * 0.25f), peak + ((30 - peak) * 0.25f), x, peak + 4);
        }
        sketch.Box(-16, dice.Between(24, 27), 64, 40, Palette.Shade(dice.Near(100, 0.4f, 0.45f, 2), 0.8f));
    }

    internal void Forest()
    {
        var air = dice.Near(dice.Pick(50f, 90, 120, 160, 200), 0.3f, 0.65f);
        sketch.Fill(air);
        sketch.Box(-16, dice.Between(24, 28), 64, 40, Palette.Shade(air, 0.5f));
        var bark = dice.Near(dice.Pick(20f, 35, 60), 0.3f, 0.3f);
        for (var i = 0; i < 7; i++)
        {
            var (x, foot, width) = ((i * 5) + dice.Around(1, 1.5f), dice.Between(24, 32), dice.Between(1.2f, 2.8f));
            sketch.Polygon(Palette.Shade(bark, dice.Between(0.7f, 1.3f)), x, -16, x + width, -16, x + (width * 1.2f), foot, x - (width * 0.2f), foot);
        }
        var leaves = dice.Near(dice.Pick(30f, 90, 110, 130), 0.5f, 0.4f);
        for (var i = 0; i < 14; i++) sketch.Disc(dice.Between(-2, 34), dice.Between(-4, 7), dice.Between(2, 4), Palette.Shade(leaves, dice.Between(0.6f, 1.5f)));
    }

    internal void Desert()
    {
        ScenesPainter.Sky(sketch);
        if (dice.Chance(0.6)) sketch.Disc(dice.Between(4, 28), dice.Between(3, 8), dice.Between(1.5f, 3), dice.Near(45, 0.3f, 1));
        var sand = dice.Near(dice.Pick(20f, 32, 42), 0.5f, 0.75f);
        for (var layer = 0; layer < 3; layer++) Dune(10 + (layer * 6) + dice.Around(0, 1.5f), Palette.Shade(sand, 0.75f + (0.2f * layer)));
    }

    internal void Road()
    {
        ScenesPainter.Sky(sketch);
        var (horizon, far, near) = (dice.Between(10, 15), dice.Around(16, 4), dice.Around(16, 3));
        sketch.Box(-16, horizon, 64, 50, dice.Near(dice.Pick(40f, 80, 110, 30), 0.4f, 0.55f));
        var tar = dice.Near(220, 0.08f, 0.35f);
        sketch.Polygon(tar, far - 1, horizon, far + 1, horizon, near + 17, 40, near - 17, 40);
        for (var t = 0.12f; t < 1; t += 0.24f) Dash((far, near), horizon, t);
        for (var i = 0; i < dice.Whole(0, 3); i++)
            sketch.Disc(dice.Pick(dice.Between(-2, 6), dice.Between(26, 34)), horizon - 1, dice.Between(1, 3), dice.Near(110, 0.4f, 0.35f));
    }

    internal void Waterfall()
    {
        var rock = dice.Near(dice.Pick(25f, 100, 210), 0.25f, 0.35f);
        sketch.Fill(rock);
        for (var i = 0; i < 14; i++) sketch.Disc(dice.Between(-2, 34), dice.Between(-2, 34), dice.Between(1.5f, 4), Palette.Shade(rock, dice.Between(0.6f, 1.5f)));
        ScenesTop();
        var (left, width, pool) = (dice.Between(10, 14), dice.Between(5, 9), dice.Between(24, 27));
        sketch.Polygon(dice.Near(195, 0.12f, 0.95f), left, 3, left + width, 3, left + width + 2, pool + 1, left - 2, pool + 1);
        for (var i = 0; i < 5; i++)
        {
            var x = left + dice.Between(0, width);
            sketch.Line(x, 4, x + dice.Around(0, 1), pool, 0.5f, dice.Near(200, 0.35f, 0.7f));
        }
        sketch.Box(-16, pool, 64, 40, dice.Near(195, 0.45f, 0.6f));
        for (var i = 0; i < 6; i++) sketch.Disc(left + dice.Between(-2, width + 2), pool + dice.Around(0, 1), dice.Between(0.8f, 1.8f), SKColors.White);
    }

    private void ScenesTop() => sketch.Box(-16, -16, 64, dice.Between(17, 20), dice.Near(dice.Pick(205f, 40, 210), 0.25f, 0.8f));

    private void Parasol(float x, float y)
    {
        sketch.Line(x, y, x, y + 6, 0.6f, SKColors.White);
        sketch.Polygon(dice.AnyColour(), x - 4, y + 1, x, y - 2, x + 4, y + 1);
    }

    private void Dune(float level, SKColor colour)
    {
        var (height, pitch, phase) = (dice.Between(1.5f, 3.5f), dice.Between(0.12f, 0.22f), dice.Between(0, 6));
        List<SKPoint> edge = [new(-16, 60)];
        for (var x = -16f; x <= 48; x += 2) edge.Add(new(x, level + (height * MathF.Sin((pitch * x) + phase))));
        edge.Add(new(48, 60));
        sketch.Polygon(colour, edge);
        sketch.Stroke(Palette.Shade(colour, 0.7f), 0.8f, edge[1..^1]);
    }

    private void Dash((float Far, float Near) middle, float horizon, float t)
    {
        var (from, to) = (t * t, (t + 0.12f) * (t + 0.12f));
        var (x0, x1) = (Mix(middle.Far, middle.Near, from), Mix(middle.Far, middle.Near, to));
        sketch.Polygon(SKColors.White, x0 - from, Mix(horizon, 40, from), x0 + from, Mix(horizon, 40, from), x1 + to, Mix(horizon, 40, to), x1 - to, Mix(horizon, 40, to));
    }

    private static float Mix(float from, float to, float share) => from + ((to - from) * share);
}
