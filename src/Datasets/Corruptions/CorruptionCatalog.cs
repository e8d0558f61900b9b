using System.Collections.Immutable;

namespace SurgeryBench.Datasets.Corruptions;

/// <summary>The seven corruptions of the AdaMerging paper (Yang et al. 2024, arXiv:2310.02575), in its order.</summary>
public static class CorruptionCatalog
{
    /// <summary>The highest severity; the lowest is 1.</summary>
    public const int MostSevere = 5;

    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names => [.. All.Select(corruption => corruption.Name)];

    internal static ImmutableArray<ICorruption> All { get; } =
        [new MotionBlur(), new ImpulseNoise(), new GaussianNoise(), new Pixelate(), new Spatter(), new Contrast(), new JpegCompression()];
}
