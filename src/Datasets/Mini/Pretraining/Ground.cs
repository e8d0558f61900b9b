using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Pretraining;

/// <summary>Backgrounds of many kinds.</summary>
internal static class Ground
{
    /// <summary>Fills the canvas.</summary>
    /// <returns>The colour that prevails.</returns>
    internal static SKColor Paint(Sketch sketch)
    {
        var dice = sketch.Dice;
        var colour = dice.Chance(0.25) ? Palette.Grey(dice.Between(0, 0.15f)) : dice.AnyColour();
        sketch.Fill(colour);
        if (dice.Chance(0.4)) sketch.Gradient(-4, 36, Palette.Shade(colour, dice.Between(0.75f, 1.25f)), Palette.Shade(colour, dice.Between(0.75f, 1.25f)));
        if (dice.Chance(0.35))
        {
            for (var i = 0; i < dice.Whole(2, 8); i++)
                sketch.Disc(dice.Between(0, 32), dice.Between(0, 32), dice.Between(1, 6), Palette.Shade(colour, dice.Between(0.75f, 1.25f)));
        }
        if (dice.Chance(0.5)) sketch.Mottle(dice.Whole(3, 11), dice.Between(0.05f, 0.3f));
        return colour;
    }
}
