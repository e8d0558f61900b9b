using SkiaSharp;

namespace SurgeryBench.Datasets.Mini.Drawing;

/// <summary>Colours by hue and tone.</summary>
internal static class Palette
{
    /// <summary>Hue in degrees, taken round the circle; saturation and value from 0 to 1, clipped.</summary>
    internal static SKColor Hsv(float hue, float saturation, float value) =>
        SKColor.FromHsv(((hue % 360) + 360) % 360, 100 * Math.Clamp(saturation, 0, 1), 100 * Math.Clamp(value, 0, 1));

    /// <summary>A grey from black (0) to white (1).</summary>
    internal static SKColor Grey(float value) => Hsv(0, 0, value);

    /// <summary>Perceived lightness from 0 to 1.</summary>
    internal static float Lightness(SKColor colour) =>
        ((0.299f * colour.Red) + (0.587f * colour.Green) + (0.114f * colour.Blue)) / 255;

    /// <summary>The colour multiplied by a factor and clipped.</summary>
    internal static SKColor Shade(SKColor colour, float factor)
    {
        return new SKColor(Scaled(colour.Red), Scaled(colour.Green), Scaled(colour.Blue), colour.Alpha);

        byte Scaled(byte channel) => (byte)Math.Clamp(channel * factor, 0, 255);
    }
}
