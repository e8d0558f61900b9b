using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>A merged model with other numbers in the same places. Owns the weights.</summary>
/// <param name="merged">The model it comes from, borrowed.</param>
/// <param name="backbone">The function the weights belong to.</param>
/// <param name="weights">By task; one set may serve several.</param>
internal sealed class CalibratedModel(MergedModel merged, IBackbone backbone, ImmutableDictionary<string, Weights> weights) : RepairedModel(merged)
{
    /// <inheritdoc/>
    public override long ExtraParameters => Merged.ExtraParameters;

    /// <inheritdoc/>
    public override bool NeedsTaskId => Merged.NeedsTaskId;

    /// <inheritdoc/>
    public override Weights WeightsFor(string task) => weights[task];

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => backbone.Encode(weights[task], images, afterBlock);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var one in weights.Values.Distinct()) one.Dispose();
    }
}
