using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// SWUDI without settings: the directions of the K largest eigenvalues e of C = Σ τtᵀτt / ‖τt‖² go all the way to the optimum of WUDI's
/// loss, K = ⌈(Σ√e)² / Σe⌉ in each matrix; the others stay. Not a matrix: the mean. From a fork of FusionBench by the author of DOGE.
/// </summary>
[Published("WalkerWorldPeace/MLLMerging; closed form of Cheng et al. 2025, arXiv:2503.08099", "Στ with the interference solved in the top K eigendirections, K the participation ratio")]
public sealed record Aswudi : PerMatrixMethod
{
    /// <inheritdoc/>
    public override string Name => "aswudi";

    /// <inheritdoc/>
    protected override double Coefficient => 1;

    /// <inheritdoc/>
    protected internal override Tensor MergeMatrix(Tensor vectors) => Interference.Of(vectors).Approach(vectors.sum(dim: 0), Filter);

    private static Tensor Filter(Tensor eigenvalues)
    {
        var participants = (eigenvalues.sqrt().sum().square() / eigenvalues.sum()).ceil();
        return arange(eigenvalues.shape[0], device: eigenvalues.device).lt(participants);
    }
}
