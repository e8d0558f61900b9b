using SurgeryBench.Datasets.Mini.Drawing;

namespace SurgeryBench.Datasets.Corruptions;

/// <summary>Salt and pepper: a share of all values become 0 or 1.</summary>
internal sealed class ImpulseNoise : ICorruption
{
    private static readonly float[] Shares = [0.03f, 0.06f, 0.09f, 0.17f, 0.27f];

    public string Name => "impulse-noise";

    public void Apply(Span<float> image, int side, int severity, Dice dice)
    {
        foreach (ref var value in image)
            if (dice.Chance(Shares[severity - 1])) value = dice.Chance(0.5) ? 1 : 0;
    }
}
