using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Families;

/// <summary>How good weights are on a few labelled images of every task: the mean over tasks of the accuracy. Owns the images.</summary>
internal sealed class ProxyScore : IDisposable
{
    private readonly MergeInput input;
    private readonly ImmutableArray<(Expert Expert, Tensor Images, Tensor Labels)> tasks;

    /// <summary>Draws the images.</summary>
    /// <param name="input">Experts, backbone, labelled images and the seed.</param>
    /// <param name="count">Images a task; all where there are fewer.</param>
    public ProxyScore(MergeInput input, int count)
    {
        this.input = input;
        tasks = [.. input.Experts.Select(expert => Draw(expert, count))];
    }

    /// <summary>The mean over tasks of the share of images that are classified correctly, 0 to 1.</summary>
    public double Of(Weights weights) => tasks.Average(task => Accuracy(weights, task.Expert.Head, task.Images, task.Labels));

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, images, labels) in tasks)
        {
            images.Dispose();
            labels.Dispose();
        }
    }

    private double Accuracy(Weights weights, Head head, Tensor images, Tensor labels)
    {
        input.Cancellation.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        return head.Logits(input.Backbone.Encode(weights, images)).argmax(1).eq(labels).to_type(ScalarType.Float64).mean().item<double>();
    }

    private (Expert, Tensor, Tensor) Draw(Expert expert, int count)
    {
        var labels = input.Data.FirstOrDefault(data => data.Task == expert.Task)?.Labels ?? [];
        var images = input.ImagesOf(expert.Task);
        var random = input.Seed.For($"proxy/{expert.Task}").Random();
        long[] drawn = [.. Enumerable.Range(0, images.Count).Select(index => (long)index).ToArray().OrderBy(_ => random.Next()).Take(count)];
        using var scope = NewDisposeScope();
        var classes = tensor(drawn.Select(index => (long)labels[(int)index]).ToArray()).to(input.Base.Device);
        return (expert, images.Take(drawn).DetachFromDisposeScope(), classes.DetachFromDisposeScope());
    }
}
