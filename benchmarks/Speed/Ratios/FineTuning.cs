using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using SurgeryBench.Experts;
using static TorchSharp.torch;

namespace SurgeryBench.Speed.Ratios;

/// <summary>Steps of fine-tuning all weights on one batch under the first task's frozen head. Owns what it trains.</summary>
internal sealed class FineTuning : IDisposable
{
    private readonly MergeInput input;
    private readonly Tensor labels;
    private readonly ImmutableArray<Func<Tensor>> shards;
    private readonly Weights weights;
    private readonly Tensor[] parameters;
    private readonly Adam optimiser;

    /// <summary>Starts from the base; borrows the images.</summary>
    /// <param name="input">The model.</param>
    /// <param name="images">The batch.</param>
    /// <param name="shards">How many parts of the batch run side by side; divides it.</param>
    public FineTuning(MergeInput input, Tensor images, int shards)
    {
        this.input = input;
        labels = arange(images.shape[0]).remainder(Head.Classes);
        var size = images.shape[0] / shards;
        this.shards = [.. Enumerable.Range(0, shards).Select(shard => (Func<Tensor>)(() => Loss(images.narrow(0, shard * size, size), labels.narrow(0, shard * size, size))))];
        weights = input.Base.Clone();
        parameters = [.. weights.Names.Select(name => weights[name].requires_grad_())];
        optimiser = new Adam(parameters) { LearningRate = 1e-5 };
    }

    /// <summary>One step.</summary>
    /// <returns>The loss before it.</returns>
    public double Step()
    {
        using var scope = NewDisposeScope();
        var (loss, gradients) = ShardedGradients.Of(parameters, shards);
        optimiser.Step(gradients);
        return loss;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimiser.Dispose();
        weights.Dispose();
        labels.Dispose();
    }

    private Tensor Loss(Tensor part, Tensor right) => nn.functional.cross_entropy(Head.Logits(input.Backbone.Encode(weights, part)), right);

    private Head Head => input.Experts[0].Head;
}
