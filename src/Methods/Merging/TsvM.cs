using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// TSV-Merge: θ = θ0 + α τ. For a matrix of rank R, each task vector keeps its ⌊R/T⌋ largest singular triples; side by side they are U, S
/// and V, and τ = polar(U) diag(S) polar(V)ᵀ. Other tensors: the mean. Gargiulo et al. 2025, arXiv:2412.00081.
/// </summary>
[Published("Gargiulo et al. 2025, arXiv:2412.00081", "θ0 + α polar(Û) Ŝ polar(V̂)ᵀ of the top 1/T triples of every τt", Golden = "tsv")]
public sealed record TsvM : PerMatrixMethod
{
    /// <inheritdoc/>
    public override string Name => "tsv-m";

    /// <summary>α; finite; default 1. The paper searches it on validation data.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 1;

    /// <inheritdoc/>
    public override IEnumerable<IMergeMethod> Grid() => Setting.Steps(0.2m, 2, 0.2m).Select(scale => this with { Scale = scale });

    /// <inheritdoc/>
    protected override double Coefficient => Scale;

    /// <inheritdoc/>
    protected internal override Tensor MergeMatrix(Tensor vectors) => ThinSvd.Of(vectors).TopShare(vectors.shape[0]).SideBySide().Orthogonalised().Compose();
}
