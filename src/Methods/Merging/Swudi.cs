using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// WUDI in closed form: θ = θ0 + τ, where τ is what gradient flow on WUDI's loss makes of the sum of the task vectors in a time s, in the
/// directions of the largest eigenvalues e of C = Σ τtᵀτt / ‖τt‖². Each goes 1 − exp(−s e) of its way to the optimum; the others stay.
/// Not a matrix: the mean. From a fork of FusionBench by the author of DOGE.
/// </summary>
[Published("WalkerWorldPeace/MLLMerging; closed form of Cheng et al. 2025, arXiv:2503.08099", "Στ after time s of the gradient flow of WUDI")]
public sealed record Swudi : PerMatrixMethod
{
    /// <inheritdoc/>
    public override string Name => "swudi";

    /// <summary>s; above 0; default 1300, for ViT-B/32. ViT-B/16 takes 1800, the soft form 300 with all directions.</summary>
    public double Time { get; init => field = Setting.Positive(value); } = 1300;

    /// <summary>Share of the directions that move, rounded up; above 0, and 1 or more for all; default 0.65.</summary>
    public double Share { get; init => field = Setting.Positive(value); } = 0.65;

    /// <inheritdoc/>
    public override IEnumerable<IMergeMethod> Grid() => new[] { 300.0, 600, 900, 1300, 1800 }.Select(time => this with { Time = time });

    /// <inheritdoc/>
    protected override double Coefficient => 1;

    /// <inheritdoc/>
    protected internal override Tensor MergeMatrix(Tensor vectors) => Interference.Of(vectors).Approach(vectors.sum(dim: 0), Filter);

    private Tensor Filter(Tensor eigenvalues)
    {
        var count = eigenvalues.shape[0];
        var moves = arange(count, device: eigenvalues.device).lt((long)Math.Ceiling(Share * count));
        return (eigenvalues * -Time).expm1().neg() * moves;
    }
}
