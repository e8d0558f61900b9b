using SkiaSharp;

namespace SurgeryBench.Datasets.Mini.Drawing;

/// <summary>What a painter leaves to chance.</summary>
internal sealed class Dice(Random random)
{
    private const float HueSpread = 14, ToneSpread = 0.13f;

    /// <summary>Uniform from low to high.</summary>
    public float Between(float low, float high) => low + ((high - low) * random.NextSingle());

    /// <summary>Uniform, at most <paramref name="spread"/> from the centre.</summary>
    public float Around(float centre, float spread) => Between(centre - spread, centre + spread);

    /// <summary>A whole number, both ends included.</summary>
    public int Whole(int low, int high) => random.Next(low, high + 1);

    public bool Chance(double probability) => random.NextDouble() < probability;

    /// <summary>1 or -1.</summary>
    public int Sign() => random.Next(2) == 0 ? 1 : -1;

    public T Pick<T>(params ReadOnlySpan<T> options) => options[random.Next(options.Length)];

    /// <summary>Standard normal, by Box and Muller.</summary>
    public float Normal() => MathF.Sqrt(-2 * MathF.Log(1 - random.NextSingle())) * MathF.Cos(2 * MathF.PI * random.NextSingle());

    /// <summary>A colour close to one given by hue (degrees), saturation and value (0 to 1).</summary>
    public SKColor Near(float hue, float saturation, float value, float spread = 1) => Palette.Hsv(
        Around(hue, HueSpread * spread), Around(saturation, ToneSpread * spread), Around(value, ToneSpread * spread));

    /// <summary>Any hue, from dull to vivid, from half dark to bright.</summary>
    public SKColor AnyColour() => Palette.Hsv(Between(0, 360), Between(0.15f, 0.9f), Between(0.3f, 1));

    /// <summary>Any hue, but clearly lighter or darker than another colour.</summary>
    public SKColor Against(SKColor other)
    {
        const float Distance = 0.33f;
        var lightness = Palette.Lightness(other);
        SKColor colour;
        do colour = Palette.Hsv(Between(0, 360), Between(0, 0.9f), Between(0.05f, 1));
        while (MathF.Abs(Palette.Lightness(colour) - lightness) < Distance);
        return colour;
    }
}
