using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>AdaMerging's objective: the entropy of the predictions on unlabelled images, summed over tasks and batches.</summary>
/// <param name="input">Images, heads and sampler.</param>
/// <param name="batches">Batches a task contributes to each step.</param>
/// <param name="size">Images a batch.</param>
internal sealed class EntropyObjective(MergeInput input, int batches, int size)
{
    private readonly IBatchSampler sampler = input.Sampler;

    /// <summary>
    /// The gradient of the whole objective. Each task's loss is differentiated down to the merged weights and the sum is then carried over to
    /// what they were formed from, which needs the memory of one task instead of all.
    /// </summary>
    /// <param name="merged">Weights formed from the sources.</param>
    /// <param name="names">Those of them that depend on the sources.</param>
    /// <param name="sources">Tensors that require gradients.</param>
    /// <param name="visit">How often the tasks were visited before.</param>
    /// <returns>One gradient a source, in the caller's dispose scope, and the objective.</returns>
    public (Tensor[] Gradients, double Loss) Differentiate(Weights merged, IEnumerable<string> names, IReadOnlyList<Tensor> sources, int visit)
    {
        using var leaves = merged.Map((_, tensor) => tensor.detach().clone().requires_grad_(tensor.is_floating_point()));
        var loss = input.Experts.Sum(expert => Backward(leaves, expert, visit));
        string[] reached = [.. names.Where(name => leaves[name].grad is not null)];
        var gradients = autograd.grad([.. reached.Select(name => merged[name])], [.. sources], [.. reached.Select(name => leaves[name].grad!)]);
        return ([.. gradients], loss);
    }

    /// <summary>A task's part: the sum over its batches of their mean entropy.</summary>
    /// <param name="expert">Gives task and head.</param>
    /// <param name="visit">How often the task was visited before.</param>
    /// <param name="encode">From images to embeddings.</param>
    /// <returns>A scalar, owned by the caller.</returns>
    public Tensor LossOf(Expert expert, int visit, Func<Tensor, Tensor> encode)
    {
        using var scope = NewDisposeScope();
        var images = input.ImagesOf(expert.Task);
        var drawn = sampler.Draw(expert.Task, visit, batches, size, images.Count);
        var entropy = Entropy.OfPredictions(expert.Head.Logits(encode(images.Take([.. drawn.SelectMany(batch => batch)]))));
        return entropy.split([.. drawn.Select(batch => (long)batch.Length)]).Select(part => part.mean()).Aggregate((sum, part) => sum + part)
            .MoveToOuterDisposeScope();
    }

    private double Backward(Weights leaves, Expert expert, int visit)
    {
        using var scope = NewDisposeScope();
        var loss = LossOf(expert, visit, images => input.Backbone.Encode(leaves, images));
        loss.backward();
        return loss.item<float>();
    }
}
