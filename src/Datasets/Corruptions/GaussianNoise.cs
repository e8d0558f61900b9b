using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Corruptions;

/// <summary>Normal noise on every value.</summary>
internal sealed class GaussianNoise : ICorruption
{
    private static readonly float[] Deviations = [0.08f, 0.12f, 0.18f, 0.26f, 0.38f];

    public string Name => "gaussian-noise";

    public void Apply(Span<float> image, int side, int severity, Dice dice)
    {
        foreach (ref var value in image) value += Deviations[severity - 1] * dice.Normal();
    }
}
