using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>One set of weights for all tasks: what most merges give.</summary>
/// <param name="backbone">The function the weights belong to.</param>
/// <param name="weights">Owned by this model from here on.</param>
public sealed class SingleModel(IBackbone backbone, Weights weights) : MergedModel
{
    /// <summary>The merged weights; still owned by this model.</summary>
    public Weights Weights => weights;

    /// <inheritdoc/>
    public override ModelParts Parts => new(weights, ImmutableSortedDictionary<string, Tensor>.Empty);

    /// <inheritdoc/>
    public override Weights WeightsFor(string task) => weights;

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => backbone.Encode(weights, images, afterBlock);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => weights.Dispose();
}
