using SkiaSharp;

namespace SurgeryBench.Datasets.Mini.Drawing;

/// <summary>A smooth random warp of the plane: one slow wave along each axis.</summary>
/// <param name="Size">Amplitudes.</param>
/// <param name="Pitch">Waves per unit, in radians.</param>
/// <param name="Phase">Where the waves start, in radians.</param>
internal readonly record struct Wobble(SKPoint Size, SKPoint Pitch, SKPoint Phase)
{
    internal static Wobble Draw(Dice dice, float size) => new(
        new(dice.Around(0, size), dice.Around(0, size)),
        new(dice.Between(3, 7), dice.Between(3, 7)),
        new(dice.Between(0, 2 * MathF.PI), dice.Between(0, 2 * MathF.PI)));

    internal SKPoint Move(SKPoint point) => new(
        point.X + (Size.X * MathF.Sin((Pitch.X * point.Y) + Phase.X)),
        point.Y + (Size.Y * MathF.Sin((Pitch.Y * point.X) + Phase.Y)));
}
