using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Accuracy.Export;

/// <summary>A model with its corrections in place, as read from a folder. Owns both.</summary>
/// <param name="merged">The encoder.</param>
/// <param name="corrected">The same with corrections, which borrows the encoder.</param>
internal sealed class CorrectedModel(MergedModel merged, MergedModel corrected) : MergedModel
{
    public override long ExtraParameters => corrected.ExtraParameters;

    public override long ExtraMultiplyAdds => corrected.ExtraMultiplyAdds;

    public override bool NeedsTaskId => corrected.NeedsTaskId;

    public override ModelParts? Parts => corrected.Parts;

    public override IClassifier? HeadFor(string task) => corrected.HeadFor(task);

    public override Tensor Classify(Tensor images, Tensor embedding, string task, IClassifier head) => corrected.Classify(images, embedding, task, head);

    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => corrected.Encode(images, task, afterBlock);

    protected override void Dispose(bool disposing)
    {
        corrected.Dispose();
        merged.Dispose();
    }
}
