using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Ten kinds of land from space.</summary>
internal sealed class LandTiles(Sketch sketch, SKColor ground)
{
    private const float Low = -12, High = 44;
    private readonly Dice dice = sketch.Dice;

    internal void AnnualCrop()
    {
        for (var x = Low; x < High;)
        {
            var width = dice.Between(6, 12);
            for (var y = Low; y < High;)
            {
                var height = dice.Between(10, 22);
                sketch.Box(x, y, width + 0.3f, height, dice.Near(dice.Pick(30f, 50, 80, 110), 0.4f, 0.55f, 1.3f));
                y += height;
            }
            x += width;
        }
    }

    internal void Forest()
    {
        var wood = Palette.Shade(dice.Near(dice.Pick(100f, 130, 155), 0.45f, 0.35f), 0.8f);
        sketch.Fill(wood);
        Strew(420, () => sketch.Disc(Anywhere(), Anywhere(), dice.Between(0.8f, 1.4f), Palette.Shade(wood, dice.Between(0.5f, 1.6f))));
    }

    internal void Meadow()
    {
        sketch.Fill(ground);
        Strew(34, () => sketch.Oval(Anywhere(), Anywhere(), new(dice.Between(2, 5), dice.Between(2, 5)), Palette.Shade(ground, dice.Pick(0.65f, 0.8f, 1.25f, 1.4f))));
    }

    internal void Highway()
    {
        Countryside();
        var (x, bend) = (dice.Around(16, 4), dice.Around(0, 6));
        SKPoint[] course = [new(x - bend, Low), new(x, 6), new(x + (bend * 0.3f), 16), new(x, 26), new(x - bend, High)];
        var pale = Palette.Grey(dice.Between(0.7f, 0.85f));
        sketch.Stroke(pale, 3.4f, course);
        sketch.Stroke(Palette.Grey(0.35f), 0.8f, course);
        if (dice.Chance(0.4)) sketch.Line(x, 16, High, dice.Between(0, 32), 1.5f, pale);
    }

    internal void Industrial()
    {
        sketch.Fill(Palette.Grey(dice.Between(0.4f, 0.55f)));
        for (var x = Low; x < High; x += 13)
        {
            for (var y = Low; y < High; y += 10)
            {
                var (width, height) = (dice.Between(7, 11.5f), dice.Between(5, 8.5f));
                sketch.Box(x + 0.8f, y + 0.8f, width, height, Palette.Grey(0.15f));
                sketch.Box(x, y, width, height, dice.Near(dice.Pick(210f, 20, 200), 0.1f, 0.85f));
            }
        }
    }

    internal void Pasture()
    {
        sketch.Fill(ground);
        var hedge = Palette.Shade(ground, 0.45f);
        for (var x = Low + dice.Between(0, 12); x < High; x += dice.Between(15, 20)) Hedge(new(x, Low), new(x + dice.Around(0, 3), High), hedge);
        for (var y = Low + dice.Between(0, 12); y < High; y += dice.Between(17, 24)) Hedge(new(Low, y), new(High, y + dice.Around(0, 3)), hedge);
    }

    internal void PermanentCrop()
    {
        var soil = dice.Near(dice.Pick(30f, 45, 60), 0.35f, 0.65f);
        sketch.Fill(soil);
        var (pitch, bush) = (dice.Between(3, 3.8f), Palette.Shade(dice.Near(110, 0.4f, 0.35f), 0.9f));
        for (var x = Low; x < High; x += pitch)
            for (var y = Low; y < High; y += pitch) sketch.Disc(x + dice.Around(0, 0.25f), y + dice.Around(0, 0.25f), pitch * 0.3f, bush);
    }

    internal void Residential()
    {
        sketch.Fill(Palette.Shade(ground, 0.85f));
        var (block, street) = (dice.Between(9, 11), Palette.Grey(dice.Between(0.6f, 0.75f)));
        for (var x = Low; x < High; x += block) sketch.Box(x - 0.8f, Low, 1.6f, High - Low, street);
        for (var y = Low; y < High; y += block) sketch.Box(Low, y - 0.8f, High - Low, 1.6f, street);
        for (var x = Low + 2; x < High; x += block / 3)
            for (var y = Low + 2; y < High; y += block / 3) if (dice.Chance(0.75)) House(x, y);
    }

    internal void River()
    {
        Countryside();
        var (swing, pitch, phase) = (dice.Between(3, 6), dice.Between(0.1f, 0.18f), dice.Between(0, 6));
        List<SKPoint> course = [];
        for (var y = Low; y <= High; y += 2) course.Add(new(16 + (swing * MathF.Sin((pitch * y) + phase)), y));
        sketch.Stroke(dice.Near(dice.Pick(205f, 180, 220), 0.45f, 0.35f), dice.Between(5, 9), course);
    }

    internal void Lake()
    {
        var (deep, shallow) = (dice.Near(dice.Pick(200f, 215, 230), 0.6f, 0.35f), dice.Near(dice.Pick(180f, 200), 0.5f, 0.45f));
        sketch.Fill(shallow);
        sketch.Gradient(Low, High, deep, shallow);
        if (dice.Chance(0.35)) sketch.Box(Low, dice.Between(24, 28), 60, 30, ground);
    }

    private float Anywhere() => dice.Between(Low, High);

    private static void Strew(int count, Action drop)
    {
        for (var i = 0; i < count; i++) drop();
    }

    private void Countryside()
    {
        sketch.Fill(ground);
        Strew(7, () => sketch.Box(Anywhere(), Anywhere(), dice.Between(8, 20), dice.Between(8, 20), Palette.Shade(ground, dice.Between(0.75f, 1.25f))));
    }

    private void Hedge(SKPoint from, SKPoint to, SKColor colour)
    {
        sketch.Line(from.X, from.Y, to.X, to.Y, 0.9f, colour);
        Strew(9, () =>
        {
            var share = dice.Between(0, 1);
            sketch.Disc(from.X + (share * (to.X - from.X)), from.Y + (share * (to.Y - from.Y)), 1, colour);
        });
    }

    private void House(float x, float y) => sketch.Box(x, y, dice.Between(1.5f, 2.2f), dice.Between(1.5f, 2.2f), dice.Near(dice.Pick(10f, 25, 0), 0.4f, 0.7f, 1.5f));
}
