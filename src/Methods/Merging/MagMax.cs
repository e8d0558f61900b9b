using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// θ = θ0 + λ τ, where τ takes from all task vectors, entry by entry, the one of largest magnitude; the first expert's where several tie.
/// Marczak et al. 2024, arXiv:2407.06322.
/// </summary>
[Published("Marczak et al. 2024, arXiv:2407.06322", "θ0 + λ · entry of largest magnitude among τt")]
public sealed record MagMax : PerTensorMethod
{
    /// <inheritdoc/>
    public override string Name => "magmax";

    /// <summary>λ; finite; default 0.5, as the paper uses throughout.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.5;

    /// <inheritdoc/>
    public override IEnumerable<IMergeMethod> Grid() => Setting.Steps(0.1m, 1, 0.1m).Select(scale => this with { Scale = scale });

    /// <inheritdoc/>
    protected override Tensor Combine(TensorMerge tensor)
    {
        var vectors = tensor.TaskVectors();
        return tensor.Anchor + (vectors.gather(0, vectors.abs().argmax(0, keepdim: true)).squeeze(0) * Scale);
    }
}
