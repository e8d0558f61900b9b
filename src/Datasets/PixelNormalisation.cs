using static TorchSharp.torch;

namespace SurgeryBench.Datasets;

/// <summary>CLIP's image normalisation (Radford et al. 2021): (x/255 - mean) / deviation, channel by channel.</summary>
internal static class PixelNormalisation
{
    internal static readonly float[] Mean = [0.48145466f, 0.4578275f, 0.40821073f];
    internal static readonly float[] Deviation = [0.26862954f, 0.26130258f, 0.27577711f];

    /// <summary>What a byte is multiplied by, [3, 1, 1].</summary>
    internal static Tensor Scale() => PerChannel(c => 1 / (255 * Deviation[c]));

    /// <summary>What is added then, [3, 1, 1].</summary>
    internal static Tensor Offset() => PerChannel(c => -Mean[c] / Deviation[c]);

    private static Tensor PerChannel(Func<int, float> value) =>
        tensor(Enumerable.Range(0, 3).Select(value).ToArray()).view(3, 1, 1).DetachFromDisposeScope();
}
