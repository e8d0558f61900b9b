using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>A merged model with one correction of the embedding for all tasks. Owns the correction.</summary>
/// <param name="merged">The model corrected, borrowed.</param>
/// <param name="correction">Taken over.</param>
internal sealed class MappedModel(MergedModel merged, Correction correction) : MergedModel
{
    /// <inheritdoc/>
    public override long ExtraParameters => merged.ExtraParameters + correction.ParameterCount;

    /// <inheritdoc/>
    public override bool NeedsTaskId => merged.NeedsTaskId;

    /// <inheritdoc/>
    public override IClassifier? HeadFor(string task) => merged.HeadFor(task);

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null)
    {
        using var embedding = merged.Encode(images, task, afterBlock);
        return correction.Clean(embedding);
    }

    /// <inheritdoc/>
    public override Tensor Classify(Tensor images, Tensor embedding, string task, IClassifier head) => merged.Classify(images, embedding, task, head);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => correction.Dispose();
}
