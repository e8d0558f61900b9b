using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// TALL masks: every task takes from the sum of all task vectors what serves it, θ0 + mt ⊙ Σ τ. The task must be known; a bit an entry and
/// task is stored, and the sum once. Wang et al. 2024, arXiv:2405.07813.
/// </summary>
[Published("Wang et al. 2024, arXiv:2405.07813", "θ0 + mt ⊙ Σ τ for task t, mt = [|τt| > λ |Σ τ − τt|]", Golden = "consensus")]
public sealed record TallMasks : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "tall-masks";

    /// <summary>λ, above 0; default 0.4. The paper searches 0.2 to 0.6, for each task.</summary>
    public double MaskScale { get; init => field = Setting.Positive(value); } = 0.4;

    /// <inheritdoc/>
    public IEnumerable<IMergeMethod> Grid() => Setting.Steps(0.2m, 0.6m, 0.1m).Select(scale => this with { MaskScale = scale });

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var untracked = no_grad();
        var weights = TaskWeights.Build(input, tensor => tensor.Anchor + (tensor.TaskVectors().sum(dim: 0) * TallMask.Of(tensor, MaskScale)));
        var size = input.Base.ParameterCount;
        return new PerTaskModel(input.Backbone, weights, size + (input.Experts.Length * (size / PerTaskModel.MaskBits)));
    }
}
