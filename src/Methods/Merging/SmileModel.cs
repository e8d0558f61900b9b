using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>An encoder whose linear layers each ask the experts beside them. Owns all.</summary>
/// <param name="backbone">The function the weights belong to.</param>
/// <param name="weights">The encoder.</param>
/// <param name="experts">Experts by layer.</param>
internal sealed class SmileModel(IBackbone backbone, Weights weights, ImmutableDictionary<LinearLayer, LowRankExperts> experts) : MergedModel
{
    /// <inheritdoc/>
    public override long ExtraParameters => experts.Values.Sum(layer => layer.ParameterCount);

    /// <inheritdoc/>
    public override long ExtraMultiplyAdds => backbone.Tokens * experts.Values.Sum(layer => layer.MultiplyAdds);

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) =>
        backbone.Encode(weights, images, afterBlock, call => experts[call.Layer].Add(call.Input, call.Run()));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        weights.Dispose();
        foreach (var layer in experts.Values) layer.Dispose();
    }
}
