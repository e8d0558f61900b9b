using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Corruptions;

/// <summary>Fewer and larger pixels: each takes the mean of what it covers.</summary>
internal sealed class Pixelate : ICorruption
{
    private static readonly float[] Scales = [0.6f, 0.5f, 0.4f, 0.3f, 0.25f];

    public string Name => "pixelate";

    public void Apply(Span<float> image, int side, int severity, Dice dice)
    {
        var cells = Math.Max(1, (int)(side * Scales[severity - 1]));
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = image.Slice(channel * side * side, side * side);
            var (sums, counts) = (new float[cells * cells], new int[cells * cells]);
            for (var pixel = 0; pixel < plane.Length; pixel++)
            {
                sums[CellOf(pixel, side, cells)] += plane[pixel];
                counts[CellOf(pixel, side, cells)]++;
            }
            for (var pixel = 0; pixel < plane.Length; pixel++) plane[pixel] = sums[CellOf(pixel, side, cells)] / counts[CellOf(pixel, side, cells)];
        }
    }

    private static int CellOf(int pixel, int side, int cells) => (pixel / side * cells / side * cells) + (pixel % side * cells / side);
}
