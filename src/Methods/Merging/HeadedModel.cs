using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>One set of weights for all tasks and a classifier of its own for each. Owns both.</summary>
/// <param name="backbone">The function the weights belong to.</param>
/// <param name="weights">The encoder.</param>
/// <param name="heads">Classifiers by task.</param>
internal sealed class HeadedModel(IBackbone backbone, Weights weights, ImmutableDictionary<string, Head> heads) : MergedModel
{
    /// <inheritdoc/>
    public override long ExtraParameters => heads.Values.Sum(head => head.Weight.numel() + (head.Bias?.numel() ?? 0));

    /// <inheritdoc/>
    public override IClassifier? HeadFor(string task) => heads.GetValueOrDefault(task);

    /// <inheritdoc/>
    public override Weights WeightsFor(string task) => weights;

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => backbone.Encode(weights, images, afterBlock);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        weights.Dispose();
        foreach (var head in heads.Values) head.Dispose();
    }
}
