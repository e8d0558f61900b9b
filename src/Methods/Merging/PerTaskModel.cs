using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>A full set of weights for each task. Owns them.</summary>
/// <param name="backbone">The function the weights belong to.</param>
/// <param name="weights">Weights by task.</param>
internal sealed class PerTaskModel(IBackbone backbone, IReadOnlyDictionary<string, Weights> weights) : MergedModel
{
    /// <inheritdoc/>
    public override long ExtraParameters => weights.Values.Skip(1).Sum(one => one.ParameterCount);

    /// <inheritdoc/>
    public override bool NeedsTaskId => true;

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => backbone.Encode(weights[task], images, afterBlock);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var one in weights.Values) one.Dispose();
    }
}
