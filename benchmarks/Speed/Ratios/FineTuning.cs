using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using static TorchSharp.torch;

namespace SurgeryBench.Speed.Ratios;

/// <summary>Steps of fine-tuning all weights on one batch under the first task's frozen head. Owns what it trains.</summary>
internal sealed class FineTuning : IDisposable
{
    private readonly MergeInput input;
    private readonly Tensor images, labels;
    private readonly Weights weights;
    private readonly Tensor[] parameters;
    private readonly Adam optimiser;

    /// <summary>Starts from the base; borrows the images.</summary>
    public FineTuning(MergeInput input, Tensor images)
    {
        (this.input, this.images) = (input, images);
        labels = arange(images.shape[0]).remainder(Head.Classes);
        weights = input.Base.Clone();
        parameters = [.. weights.Names.Select(name => weights[name].requires_grad_())];
        optimiser = new Adam(parameters) { LearningRate = 1e-5 };
    }

    /// <summary>One step.</summary>
    /// <returns>The loss before it.</returns>
    public double Step()
    {
        using var scope = NewDisposeScope();
        var loss = nn.functional.cross_entropy(Head.Logits(input.Backbone.Encode(weights, images)), labels);
        optimiser.Step([.. autograd.grad([loss], parameters)]);
        return loss.item<float>();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimiser.Dispose();
        weights.Dispose();
        labels.Dispose();
    }

    private Head Head => input.Experts[0].Head;
}
