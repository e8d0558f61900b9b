using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>A merged model with other numbers in the same places. Owns the weights.</summary>
/// <param name="merged">The model it comes from, borrowed.</param>
/// <param name="backbone">The function the weights belong to.</param>
/// <param name="weights">By task; one set may serve several.</param>
internal sealed class CalibratedModel(MergedModel merged, IBackbone backbone, ImmutableDictionary<string, Weights> weights) : MergedModel
{
    /// <inheritdoc/>
    public override long ExtraParameters => merged.ExtraParameters;

    /// <inheritdoc/>
    public override bool NeedsTaskId => merged.NeedsTaskId;

    /// <inheritdoc/>
    public override Weights WeightsFor(string task) => weights[task];

    /// <inheritdoc/>
    public override IClassifier? HeadFor(string task) => merged.HeadFor(task);

    /// <inheritdoc/>
    public override Tensor Classify(Tensor images, Tensor embedding, string task, IClassifier head) => merged.Classify(images, embedding, task, head);

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => backbone.Encode(weights[task], images, afterBlock);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var one in weights.Values.Distinct()) one.Dispose();
    }
}
