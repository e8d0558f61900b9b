using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Doubles;

/// <summary>Another model, borrowed, that claims it has to know the task.</summary>
internal sealed class TaskBound(MergedModel inner) : MergedModel
{
    public override bool NeedsTaskId => true;

    public override IClassifier? HeadFor(string task) => inner.HeadFor(task);

    public override Tensor Classify(Tensor images, Tensor embedding, string task, IClassifier head) => inner.Classify(images, embedding, task, head);

    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => inner.Encode(images, task, afterBlock);

    protected override void Dispose(bool disposing) { }
}
