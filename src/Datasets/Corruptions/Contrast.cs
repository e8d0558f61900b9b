using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Corruptions;

/// <summary>Values drawn together towards the mean of their channel.</summary>
internal sealed class Contrast : ICorruption
{
    private static readonly float[] Shares = [0.4f, 0.3f, 0.2f, 0.1f, 0.05f];

    public string Name => "contrast";

    public void Apply(Span<float> image, int side, int severity, Dice dice)
    {
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = image.Slice(channel * side * side, side * side);
            var mean = Mean(plane);
            foreach (ref var value in plane) value = mean + (Shares[severity - 1] * (value - mean));
        }
    }

    private static float Mean(Span<float> plane)
    {
        var sum = 0.0;
        foreach (var value in plane) sum += value;
        return (float)(sum / plane.Length);
    }
}
