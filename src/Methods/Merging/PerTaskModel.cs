using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>A full set of weights for each task. Owns them.</summary>
/// <param name="backbone">The function the weights belong to.</param>
/// <param name="weights">Weights by task.</param>
/// <param name="extraParameters">
/// 32-bit numbers that would have to be stored beyond one encoder, where the weights can be told from less than themselves, as from masks at
/// a 32nd of a number an entry; null for all weights but one set.
/// </param>
internal sealed class PerTaskModel(IBackbone backbone, IReadOnlyDictionary<string, Weights> weights, long? extraParameters = null) : MergedModel
{
    /// <summary>Entries of a mask that take the room of one stored number.</summary>
    internal const int MaskBits = 32;

    /// <inheritdoc/>
    public override long ExtraParameters => extraParameters ?? weights.Values.Skip(1).Sum(one => one.ParameterCount);

    /// <inheritdoc/>
    public override bool NeedsTaskId => true;

    /// <inheritdoc/>
    public override Weights WeightsFor(string task) => weights[task];

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => backbone.Encode(weights[task], images, afterBlock);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var one in weights.Values) one.Dispose();
    }
}
