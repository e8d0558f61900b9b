namespace SurgeryBench.Datasets.Folder;

/// <summary>
/// Scales the shorter side to the wanted one and cuts the middle square, by bicubic interpolation (Keys 1981, a = -1/2) widened when
/// shrinking, first across, then down, rounded to bytes after each: what Pillow does under CLIP's preprocessing, to within one level.
/// </summary>
internal static class BicubicResizer
{
    private const double Support = 2;

    /// <summary>Resizes an image.</summary>
    /// <param name="source">Four bytes a pixel, red first.</param>
    /// <param name="width">Width of the source.</param>
    /// <param name="target">Gets the red, green and blue planes, each a square.</param>
    /// <param name="side">Side of that square.</param>
    internal static void Resize(ReadOnlySpan<byte> source, int width, Span<byte> target, int side)
    {
        var height = source.Length / 4 / width;
        var (across, down) = (Taps(width, Math.Min(width, height), side), Taps(height, Math.Min(width, height), side));
        var middle = new byte[height * side];
        for (var channel = 0; channel < 3; channel++)
        {
            for (var y = 0; y < height; y++)
                for (var x = 0; x < side; x++) middle[(y * side) + x] = Weigh(across[x], source, (4 * y * width) + channel, 4);
            for (var y = 0; y < side; y++)
                for (var x = 0; x < side; x++) target[(((channel * side) + y) * side) + x] = Weigh(down[y], middle, x, side);
        }
    }

    private static (int First, float[] Weights)[] Taps(int length, int shorter, int side)
    {
        var scaled = (int)((long)side * length / shorter);
        var (ratio, cut) = ((double)length / scaled, (int)Math.Round((scaled - side) / 2.0));
        return [.. Enumerable.Range(cut, side).Select(i => Tap((i + 0.5) * ratio, Math.Max(ratio, 1), length))];
    }

    private static (int First, float[] Weights) Tap(double centre, double stretch, int length)
    {
        var first = Math.Max(0, (int)(centre - (Support * stretch) + 0.5));
        var last = Math.Min(length, (int)(centre + (Support * stretch) + 0.5));
        var weights = Enumerable.Range(first, last - first).Select(i => Cubic((i - centre + 0.5) / stretch)).ToArray();
        var sum = weights.Sum();
        return (first, [.. weights.Select(weight => (float)(weight / sum))]);
    }

    private static double Cubic(double x)
    {
        const double A = -0.5;
        x = Math.Abs(x);
        return x switch
        {
            < 1 => ((((A + 2) * x) - (A + 3)) * x * x) + 1,
            < Support => ((((x - 5) * x) + 8) * x * A) - (4 * A),
            _ => 0,
        };
    }

    private static byte Weigh((int First, float[] Weights) tap, ReadOnlySpan<byte> values, int offset, int stride)
    {
        var sum = 0.5f;
        for (var i = 0; i < tap.Weights.Length; i++) sum += tap.Weights[i] * values[offset + ((tap.First + i) * stride)];
        return (byte)Math.Clamp(sum, 0, 255);
    }
}
