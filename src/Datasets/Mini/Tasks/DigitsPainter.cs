using System.Collections.Immutable;
using SkiaSharp;
using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Mini.Tasks;

/// <summary>Handwritten digits in the manner of MNIST: light strokes on black.</summary>
internal sealed class DigitsPainter : IImagePainter
{
    // Knobs: pen width in units, lean and warp as shares of the height.
    private const float ThinPen = 2.2f, ThickPen = 3.8f, Lean = 0.26f, Unsteadiness = 0.06f;
    private static readonly Variation Variation = new() { Shift = 1.8f, Smallest = 0.86f, Largest = 1.1f, Turn = 9, Shear = 0.1f };
    private static readonly Finish Finish = new() { Grey = true, Noise = 0.02f, Blur = 0.16f, Darkest = 0.9f, Brightest = 1.1f, Flattest = 1, Shade = 0, Cast = 0 };

    public string Name => "digits";

    public ImmutableArray<string> Classes { get; } = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    public Finish FinishOf(int label) => Finish;

    public void Paint(Sketch sketch, int label)
    {
        var dice = sketch.Dice;
        using var varied = sketch.Vary(Variation);
        var style = new HandStyle(Palette.Grey(dice.Between(0.75f, 1)), dice.Between(ThinPen, ThickPen))
        {
            Width = dice.Between(0.85f, 1.25f),
            Slant = dice.Between(-Lean / 2, Lean),
            Unsteadiness = Unsteadiness,
        };
        Hand.Write(sketch, dice.Pick(DigitGlyphs.All[label].AsSpan()), new SKPoint(Sketch.Centre, Sketch.Centre), 20, style);
    }
}
