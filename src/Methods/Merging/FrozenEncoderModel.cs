using SurgeryBench.Core;
using SurgeryBench.Methods.MixtureRegression;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>The base encoder under heads that were fitted for all tasks together. Owns both.</summary>
internal sealed class FrozenEncoderModel(IBackbone backbone, Weights weights, MixtureHeads heads) : MergedModel
{
    /// <inheritdoc/>
    public override long ExtraParameters => heads.ParameterCount;

    /// <inheritdoc/>
    public override IClassifier HeadFor(string task) => new TaskHead(heads, task);

    /// <inheritdoc/>
    public override Weights WeightsFor(string task) => weights;

    /// <inheritdoc/>
    public override Tensor Encode(Tensor images, string task, BlockEdit? afterBlock = null) => backbone.Encode(weights, images, afterBlock);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        weights.Dispose();
        heads.Dispose();
    }

    private sealed class TaskHead(MixtureHeads heads, string task) : IClassifier
    {
        public Tensor Logits(Tensor embedding)
        {
            using var scope = NewDisposeScope();
            return heads.Scores(task, nn.functional.normalize(embedding, dim: 1)).MoveToOuterDisposeScope();
        }
    }
}
