namespace SurgeryBench.Datasets.Imaging;

/// <summary>Scales and cuts as <see cref="BicubicResizer{TWeighing, TNumber}"/> does, but each new pixel is the source's nearest one, as Pillow finds it.</summary>
internal static class NearestResizer
{
    /// <summary>Resizes an image; parameters as for the bicubic one.</summary>
    internal static void Resize(ReadOnlySpan<byte> source, int width, Span<byte> target, int side)
    {
        var height = source.Length / 4 / width;
        var (columns, rows) = (Along(width, Math.Min(width, height), side), Along(height, Math.Min(width, height), side));
        for (var i = 0; i < target.Length; i++)
        {
            var (channel, y, x) = (i / (side * side), i / side % side, i % side);
            target[i] = source[(4 * ((rows[y] * width) + columns[x])) + channel];
        }
    }

    private static int[] Along(int length, int shorter, int side)
    {
        var square = MiddleSquare.Along(length, shorter, side);
        var step = (double)length / square.Scaled;
        var (found, position) = (new int[side], step / 2);
        for (var i = 0; i < square.Cut + side; i++)
        {
            if (i >= square.Cut) found[i - square.Cut] = Math.Min((int)position, length - 1);
            position += step; // Summed up, not multiplied: Pillow's own rounding decides between two pixels equally near.
        }
        return found;
    }
}
