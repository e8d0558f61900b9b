using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>An affine map of low rank: x becomes Up·(Down·x) + Bias.</summary>
/// <param name="Down">[rank, in].</param>
/// <param name="Up">[out, rank].</param>
/// <param name="Bias">[out].</param>
internal sealed record LowRankMap(Tensor Down, Tensor Up, Tensor Bias)
{
    /// <summary>The map's matrix, [out, in].</summary>
    public Tensor Matrix() => Up.matmul(Down);

    /// <summary>Numbers to store for a map of some sizes, the bias included; a rank above the smaller side is of no use.</summary>
    public static long CountOf(long inputs, long outputs, long rank) => (Math.Min(rank, Math.Min(inputs, outputs)) * (inputs + outputs)) + outputs;
}
