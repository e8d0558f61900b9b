using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>A merged model with one correction of the embedding for all tasks. Owns the correction.</summary>
/// <param name="merged">The model corrected, borrowed.</param>
/// <param name="correction">Taken over.</param>
internal sealed class MappedModel(MergedModel merged, Correction correction) : RepairedModel(merged)
{
    /// <inheritdoc/>
    public override long ExtraParameters => Merged.ExtraParameters + correction.ParameterCount;

    /// <inheritdoc/>
    public override long ExtraMultiplyAdds => Merged.ExtraMultiplyAdds + correction.MultiplyAdds;

    /// <inheritdoc/>
    public override bool NeedsTaskId => Merged.NeedsTaskId;

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null)
    {
        using var embedding = Merged.Encode(images, task, afterBlock);
        return correction.Clean(embedding);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => correction.Dispose();
}
