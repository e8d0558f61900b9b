using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Places made by people.</summary>
internal sealed class BuiltScenes(Sketch sketch)
{
    private readonly Dice dice = sketch.Dice;

    internal void Skyline()
    {
        ScenesPainter.Sky(sketch);
        for (var x = -4f; x < 36;)
        {
            var (width, top) = (dice.Between(3.5f, 6), dice.Between(5, 19));
            var wall = dice.Near(dice.Pick(210f, 30, 0, 260), 0.2f, 0.4f, 1.5f);
            sketch.Box(x, top, width, 50, wall);
            var lamp = dice.Against(wall);
            for (var y = top + 1.5f; y < 32; y += 2.4f)
                for (var w = x + 0.8f; w < x + width - 1; w += 1.8f) if (dice.Chance(0.7)) sketch.Box(w, y, 0.9f, 1.1f, lamp);
            x += width + dice.Between(-0.5f, 1);
        }
    }

    internal void Corridor()
    {
        var wall = dice.AnyColour();
        var (x, y, half) = (dice.Around(16, 3), dice.Around(15, 2), dice.Between(3.5f, 5.5f));
        sketch.Fill(wall);
        sketch.Polygon(Palette.Shade(wall, 1.4f), -10, -10, 42, -10, x + half, y - half, x - half, y - half);
        sketch.Polygon(Palette.Shade(wall, 0.55f), -10, 42, 42, 42, x + half, y + half, x - half, y + half);
        sketch.Polygon(Palette.Shade(wall, 0.8f), 42, -10, 42, 42, x + half, y + half, x + half, y - half);
        sketch.Box(x - half, y - half, 2 * half, 2 * half, dice.Chance(0.5) ? SKColors.White : Palette.Shade(wall, 0.3f));
        var door = dice.Against(wall);
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            var (near, far) = (x + (side * (half + 7)), x + (side * (half + 4)));
            sketch.Polygon(door, near, y - half - 3, far, y - half - 0.5f, far, y + half + 4, near, y + half + 7);
            sketch.Line(x + (side * half), y + half, x + (side * 26), y + 26, 0.7f, SKColors.Black);
        }
        for (var d = 2f; d < 12; d += 4) sketch.Line(x - half - d + 2, y - half - d, x + half + d - 2, y - half - d, 1, SKColors.White);
    }

    internal void Bridge()
    {
        ScenesPainter.Sky(sketch);
        var (deck, water) = (dice.Between(16, 20), dice.Between(23, 26));
        sketch.Box(-16, water, 64, 40, dice.Near(dice.Pick(190f, 215, 235), 0.45f, 0.5f));
        var steel = dice.Chance(0.5) ? dice.Near(dice.Pick(5f, 20), 0.7f, 0.6f) : dice.Near(215, 0.15f, 0.25f);
        sketch.Box(-16, deck, 64, 2, steel);
        var (left, right, top) = (dice.Around(7, 1.5f), dice.Around(25, 1.5f), dice.Between(3, 7));
        foreach (var x in (ReadOnlySpan<float>)[left, right]) sketch.Box(x - 0.9f, top, 1.8f, water - top + 2, steel);
        Cable(left, right, top, deck, steel);
        sketch.Line(left, top, left - 16, deck, 0.8f, steel);
        sketch.Line(right, top, right + 16, deck, 0.8f, steel);
    }

    internal void Bedroom()
    {
        var (wall, floor) = (dice.AnyColour(), dice.Between(20, 23));
        sketch.Fill(wall);
        sketch.Box(-16, floor, 64, 40, dice.Near(28, 0.45f, 0.4f, 1.5f));
        var (wx, wy) = (dice.Between(17, 21), dice.Between(4, 7));
        sketch.Box(wx, wy, 8, 8, SKColors.White);
        sketch.Box(wx + 1, wy + 1, 6, 6, dice.Near(205, 0.3f, 0.85f, 2));
        sketch.Line(wx + 4, wy, wx + 4, wy + 8, 0.7f, SKColors.White);
        var (x, top) = (dice.Between(2, 5), dice.Between(11, 14));
        sketch.Box(x, top, 3, 15, dice.Near(25, 0.5f, 0.3f));
        var blanket = dice.Against(wall);
        sketch.Box(x + 3, 19, 19, 5, blanket);
        sketch.Box(x + 3, 23, 19, 2.5f, Palette.Shade(blanket, 0.6f));
        sketch.Oval(x + 6.5f, 18.5f, new(3, 1.6f), SKColors.White);
        sketch.Box(x + 20, 24, 1.5f, 4, dice.Near(25, 0.5f, 0.25f));
    }

    internal void Library()
    {
        var wood = dice.Near(dice.Pick(20f, 30, 40, 220), 0.4f, 0.35f);
        sketch.Fill(wood);
        var height = dice.Between(6.5f, 9.5f);
        for (var y = dice.Between(-8, -2); y < 36; y += height)
        {
            for (var x = -5f; x < 38;)
            {
                var (width, tall) = (dice.Between(1.1f, 2.3f), dice.Between(0.6f, 0.88f) * height);
                if (dice.Chance(0.93)) sketch.Box(x, y + height - tall, width * 0.9f, tall - 1, dice.AnyColour());
                x += width;
            }
            sketch.Box(-16, y + height - 1, 64, 1.2f, Palette.Shade(wood, 1.5f));
        }
    }

    internal void Stadium()
    {
        var stand = dice.Near(dice.Pick(0f, 210, 40, 270), 0.35f, 0.5f, 2);
        sketch.Fill(Palette.Shade(stand, 0.5f));
        var (x, y) = (dice.Around(16, 2), dice.Around(17, 2));
        for (var ring = 4; ring > 0; ring--)
        {
            var size = new SKSize(8 + (ring * 3), 4 + (ring * 2.6f));
            sketch.Oval(x, y, size, Palette.Shade(stand, ring % 2 == 0 ? 0.8f : 1.35f));
        }
        for (var i = 0; i < 50; i++)
        {
            var (angle, far) = (dice.Between(0, 6.28f), dice.Between(1.15f, 2));
            sketch.Box(x + (far * 9.5f * MathF.Cos(angle)), y + (far * 6 * MathF.Sin(angle)), 0.8f, 0.8f, dice.AnyColour());
        }
        sketch.Oval(x, y, new(9, 5), dice.Near(dice.Pick(95f, 115, 130), 0.55f, 0.55f));
        sketch.Line(x, y - 5, x, y + 5, 0.6f, SKColors.White);
        sketch.OvalRing(x, y, new(2, 1.3f), 0.6f, SKColors.White);
    }

    private void Cable(float left, float right, float top, float deck, SKColor steel)
    {
        var (middle, half) = ((left + right) / 2, (right - left) / 2);
        List<SKPoint> cable = [];
        for (var x = left; x <= right; x += 1)
        {
            var share = (x - middle) / half;
            var y = deck - 1 - ((deck - 1 - top) * share * share);
            cable.Add(new(x, y));
            if (cable.Count % 3 == 0) sketch.Line(x, y, x, deck, 0.35f, steel);
        }
        sketch.Stroke(steel, 0.8f, cable);
    }
}
