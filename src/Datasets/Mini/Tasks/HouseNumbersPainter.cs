using System.Collections.Immutable;
using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Digits on house walls in the manner of SVHN: any colours, uneven ground, parts of other digits at the sides.</summary>
internal sealed class HouseNumbersPainter : IImagePainter
{
    // Knobs: pen width in units, chance of a neighbour on each side, strength of the wall's blotches, chance of a shadow.
    private const float ThinPen = 2.8f, ThickPen = 4.2f, NeighbourChance = 0.55f, Blotches = 0.2f, ShadowChance = 0.3f;
    private static readonly Variation Variation = new() { Shift = 1, Smallest = 0.95f, Largest = 1.15f, Turn = 4, Shear = 0.04f };
    private static readonly Finish Finish = new() { Noise = 0.03f, Blur = 0.22f, Darkest = 0.75f, Flattest = 0.75f };

    public string Name => "house-numbers";

    public ImmutableArray<string> Classes { get; } = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    public Finish FinishOf(int label) => Finish;

    public void Paint(Sketch sketch, int label)
    {
        var dice = sketch.Dice;
        var wall = dice.AnyColour();
        sketch.Fill(wall);
        sketch.Mottle(dice.Whole(3, 9), Blotches);
        if (dice.Chance(0.3)) Edge(sketch, wall);
        using var varied = sketch.Vary(Variation);
        var style = new HandStyle(dice.Against(wall), dice.Between(ThinPen, ThickPen)) { Width = dice.Between(0.8f, 1.05f), Slant = dice.Between(-0.03f, 0.12f) };
        foreach (var side in (ReadOnlySpan<int>)[-1, 1])
        {
            if (dice.Chance(NeighbourChance)) Write(sketch, dice.Whole(0, 9), Sketch.Centre + (side * dice.Between(15, 18)), style);
        }
        if (dice.Chance(ShadowChance)) Write(sketch, label, Sketch.Centre + 1.2f, style with { Colour = Palette.Shade(wall, 0.55f) });
        Write(sketch, label, Sketch.Centre, style);
    }

    private static void Write(Sketch sketch, int digit, float x, HandStyle style) =>
        Hand.Write(sketch, DigitGlyphs.All[digit][0], new SKPoint(x, Sketch.Centre), 19, style);

    private static void Edge(Sketch sketch, SKColor wall)
    {
        var y = sketch.Dice.Pick(sketch.Dice.Between(0, 4), sketch.Dice.Between(28, 32));
        sketch.Line(-2, y, 34, y + sketch.Dice.Around(0, 2), sketch.Dice.Between(1, 3), Palette.Shade(wall, sketch.Dice.Between(0.5f, 1.4f)));
    }
}
