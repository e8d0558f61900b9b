using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Consensus TA: task arithmetic on the entries that at least k tasks have a use for; those of one task alone interfere, those of none are
/// noise. Wang et al. 2024, arXiv:2405.07813.
/// </summary>
[Published("Wang et al. 2024, arXiv:2405.07813", "θ0 + α · [Σ mt ≥ k] ⊙ Σ τt, mt = [|τt| > λ |Σ τ − τt|]", Golden = "consensus")]
public sealed record ConsensusMask : PerTensorMethod
{
    /// <inheritdoc/>
    public override string Name => "consensus";

    /// <summary>λ of the task masks, above 0; default 0.4. The paper searches 0.2 to 0.6.</summary>
    public double MaskScale { get; init => field = Setting.Positive(value); } = 0.4;

    /// <summary>k, how many tasks have to use an entry; default 2.</summary>
    public int Agreement { get; init => field = Setting.Positive(value); } = 2;

    /// <summary>α; finite; default 0.3, task arithmetic's.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.3;

    /// <inheritdoc/>
    public override IEnumerable<IMergeMethod> Grid() =>
        from mask in new[] { 0.2, 0.4, 0.6 } from scale in Setting.Steps(0.1m, 1, 0.1m) select this with { MaskScale = mask, Scale = scale };

    /// <inheritdoc/>
    protected override Tensor Combine(TensorMerge tensor) => tensor.Anchor + (Agreed(tensor) * Scale);

    /// <summary>The sum of the task vectors where enough tasks agree, zero elsewhere.</summary>
    internal Tensor Agreed(TensorMerge tensor) =>
        tensor.TaskVectors().sum(dim: 0) * TallMask.Of(tensor, MaskScale).to_type(ScalarType.Int32).sum(dim: 0).ge(Agreement);
}
