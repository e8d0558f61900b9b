using SurgeryBench.Core;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// The simple ensemble: every image goes through all experts, and the mean of their logits under the task's head decides. A head is linear in
/// the normalised embedding, so the mean of the experts' normalised embeddings has, but for an image's own positive factor, the mean of the
/// logits; the arg max is the same for every head whose biases, if it has any, are equal. What FusionBench calls simple ensemble.
/// </summary>
[Published("simple ensemble, FusionBench, arXiv:2406.03280", "arg max of 1/T Σ logits of θt")]
public sealed record Ensemble : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "ensemble";

    /// <inheritdoc/>
    public bool IsReference => true;

    /// <inheritdoc/>
    public bool GivesWeights => false;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        return new EnsembleModel(input.Backbone, [.. input.Experts.Select(expert => expert.Weights.Clone())]);
    }
}
