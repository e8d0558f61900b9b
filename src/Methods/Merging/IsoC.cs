using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Iso-C: θ = θ0 + α τ. For a matrix, τ is the sum of the task vectors with every singular value replaced by their mean. Other tensors: the
/// mean. Marczak et al. 2025, arXiv:2502.04959.
/// </summary>
[Published("Marczak et al. 2025, arXiv:2502.04959", "θ0 + α U s̄ Vᵀ, U S Vᵀ = Στ", Golden = "iso")]
public sealed record IsoC : PerMatrixMethod
{
    /// <inheritdoc/>
    public override string Name => "iso-c";

    /// <summary>α; finite; default 1. The paper searches it on validation data.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 1;

    /// <inheritdoc/>
    public override IEnumerable<IMergeMethod> Grid() => Setting.Steps(0.2m, 2, 0.2m).Select(scale => this with { Scale = scale });

    /// <inheritdoc/>
    protected override double Coefficient => Scale;

    /// <inheritdoc/>
    protected internal override Tensor MergeMatrix(Tensor vectors) => ThinSvd.Of(vectors.sum(dim: 0)).Flattened().Compose();
}
