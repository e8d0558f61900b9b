using SkiaSharp;

namespace SurgeryBench.Datasets.Mini.Drawing;

/// <summary>Reads a sketch as a small picture with the flaws of a camera. Keeps its buffers: one per worker.</summary>
internal sealed class Camera
{
    internal const int Side = (int)Sketch.Side;
    internal const int Plane = Side * Side;
    private readonly float[] picture = new float[3 * Plane], scratch = new float[Plane];

    /// <summary>Takes the picture into a buffer, as its red, green and blue planes.</summary>
    public void Shoot(Sketch sketch, Finish finish, Span<byte> target)
    {
        using (var pixels = sketch.Pixels()) Shrink(pixels);
        if (finish.Grey) Grey();
        Light(finish, sketch.Dice);
        Blur(sketch.Dice.Between(0, finish.Blur));
        Develop(sketch.Dice.Between(0, finish.Noise), sketch.Dice, target);
    }

    // Every finished pixel is the mean of the drawn pixels it covers.
    private void Shrink(SKPixmap pixels)
    {
        const int Fineness = Sketch.Fineness;
        var drawn = pixels.GetPixelSpan<byte>();
        Array.Clear(picture);
        for (var y = 0; y < Side * Fineness; y++)
        {
            for (var x = 0; x < Side * Fineness; x++)
            {
                var from = (y * pixels.RowBytes) + (4 * x);
                var to = (y / Fineness * Side) + (x / Fineness);
                for (var c = 0; c < 3; c++) picture[(c * Plane) + to] += drawn[from + c];
            }
        }
        for (var i = 0; i < picture.Length; i++) picture[i] /= Fineness * Fineness * 255;
    }

    private void Grey()
    {
        for (var i = 0; i < Plane; i++)
        {
            var mean = (picture[i] + picture[Plane + i] + picture[(2 * Plane) + i]) / 3;
            (picture[i], picture[Plane + i], picture[(2 * Plane) + i]) = (mean, mean, mean);
        }
    }

    private void Light(Finish finish, Dice dice)
    {
        var (gain, contrast) = (dice.Between(finish.Darkest, finish.Brightest), dice.Between(finish.Flattest, 1.1f));
        var (slopeX, slopeY) = (dice.Around(0, finish.Shade), dice.Around(0, finish.Shade));
        for (var c = 0; c < 3; c++)
        {
            var channel = gain * (1 + (finish.Grey ? 0 : dice.Around(0, finish.Cast)));
            for (var i = 0; i < Plane; i++)
            {
                var (x, y) = ((2f * (i % Side) / Side) - 1, (2f * (i / Side) / Side) - 1);
                ref var value = ref picture[(c * Plane) + i];
                value = (((value - 0.5f) * contrast) + 0.5f) * channel * (1 + (slopeX * x) + (slopeY * y));
            }
        }
    }

    private void Blur(float neighbour)
    {
        for (var c = 0; c < 3; c++)
        {
            var plane = picture.AsSpan(c * Plane, Plane);
            Spread(plane, scratch, neighbour, 1);
            Spread(scratch, plane, neighbour, Side);
        }
    }

    private static void Spread(ReadOnlySpan<float> source, Span<float> target, float neighbour, int step)
    {
        for (var i = 0; i < Plane; i++)
        {
            var position = step == 1 ? i % Side : i / Side;
            var before = position == 0 ? source[i] : source[i - step];
            var after = position == Side - 1 ? source[i] : source[i + step];
            target[i] = ((1 - (2 * neighbour)) * source[i]) + (neighbour * (before + after));
        }
    }

    private void Develop(float noise, Dice dice, Span<byte> target)
    {
        for (var i = 0; i < picture.Length; i++)
        {
            var value = picture[i] + (noise > 0 ? noise * dice.Normal() : 0);
            target[i] = (byte)Math.Clamp((255 * value) + 0.5f, 0, 255);
        }
    }
}
