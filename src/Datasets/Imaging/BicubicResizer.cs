using System.Numerics;

namespace SurgeryBench.Datasets.Imaging;

/// <summary>
/// Scales the shorter side to the wanted one and cuts the middle square, by bicubic interpolation widened when shrinking, first across,
/// then down, rounded to bytes after each, as Pillow does under CLIP's preprocessing.
/// </summary>
/// <typeparam name="TWeighing">How sums are carried out; with <see cref="PillowWeighing"/> every bit is Pillow's.</typeparam>
/// <typeparam name="TNumber">What it computes with.</typeparam>
internal static class BicubicResizer<TWeighing, TNumber>
    where TWeighing : struct, IWeighing<TNumber>
    where TNumber : struct, INumberBase<TNumber>
{
    /// <summary>Resizes an image.</summary>
    /// <param name="source">Four bytes a pixel.</param>
    /// <param name="width">Width of the source.</param>
    /// <param name="target">Gets a plane, each a square, for each of the first channels: as many as there is room for.</param>
    /// <param name="side">Side of that square.</param>
    internal static void Resize(ReadOnlySpan<byte> source, int width, Span<byte> target, int side)
    {
        var height = source.Length / 4 / width;
        var (across, down) = (Taps(width, Math.Min(width, height), side), Taps(height, Math.Min(width, height), side));
        var (top, bottom) = (down[0].First, down[^1].First + down[^1].Weights.Length);
        var middle = new byte[(bottom - top) * side];
        for (var channel = 0; channel < target.Length / (side * side); channel++)
        {
            for (var y = top; y < bottom; y++) Across(across, source.Slice(4 * y * width, 4 * width)[channel..], middle.AsSpan((y - top) * side, side));
            for (var y = 0; y < side; y++)
                Down(down[y].Weights, middle.AsSpan((down[y].First - top) * side), target.Slice(((channel * side) + y) * side, side));
        }
    }

    private static (int First, TNumber[] Weights)[] Taps(int length, int shorter, int side) =>
        [.. BicubicTap.Along(length, shorter, side).Select(tap => (tap.First, tap.Weights.Select(TWeighing.Weight).ToArray()))];

    private static void Across((int First, TNumber[] Weights)[] taps, ReadOnlySpan<byte> row, Span<byte> target)
    {
        for (var x = 0; x < target.Length; x++)
        {
            var (sum, at) = (TWeighing.Half, 4 * taps[x].First);
            foreach (var weight in taps[x].Weights)
            {
                sum += weight * TNumber.CreateTruncating(row[at]);
                at += 4;
            }
            target[x] = TWeighing.Level(sum);
        }
    }

    private static void Down(TNumber[] weights, ReadOnlySpan<byte> rows, Span<byte> target)
    {
        for (var x = 0; x < target.Length; x++)
        {
            var (sum, at) = (TWeighing.Half, x);
            foreach (var weight in weights)
            {
                sum += weight * TNumber.CreateTruncating(rows[at]);
                at += target.Length;
            }
            target[x] = TWeighing.Level(sum);
        }
    }
}
