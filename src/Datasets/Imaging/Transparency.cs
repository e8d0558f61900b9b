namespace SurgeryBench.Datasets.Imaging;

/// <summary>Colour multiplied by its alpha and back, in whole numbers as Pillow does.</summary>
internal static class Transparency
{
    /// <summary>Multiplies every colour by its alpha, rounded.</summary>
    /// <param name="pixels">Four bytes a pixel, alpha last; changed in place.</param>
    internal static void Multiply(Span<byte> pixels)
    {
        for (var i = 0; i < pixels.Length; i += 4)
            for (var channel = 0; channel < 3; channel++) pixels[i + channel] = Product(pixels[i + channel], pixels[i + 3]);
    }

    /// <summary>Divides every colour by its alpha, cut down to a whole number; where alpha is 0 or 255 it stays.</summary>
    /// <param name="planes">Planes of red, green, blue and alpha.</param>
    /// <param name="target">Gets the planes of red, green and blue.</param>
    internal static void Divide(ReadOnlySpan<byte> planes, Span<byte> target)
    {
        var alphas = planes[target.Length..];
        for (var i = 0; i < target.Length; i++)
        {
            var alpha = alphas[i % alphas.Length];
            target[i] = alpha is 0 or 255 ? planes[i] : (byte)Math.Min(255 * planes[i] / alpha, 255);
        }
    }

    private static byte Product(int colour, int alpha)
    {
        var product = (colour * alpha) + 128;
        return (byte)(((product >> 8) + product) >> 8);
    }
}
