using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// What leaves the first block of a merged model that is a plain encoder for each task: no correction comes before it, so it is computed once
/// an image and passes through the model begin behind it. Owns what it keeps.
/// </summary>
internal sealed class FirstBlock : IDisposable
{
    // On small towers a block is a tenth of a pass and its tokens take megabytes; on CLIP's it is a twentieth and they take gigabytes.
    private const long MostBytes = 256L << 20;
    private const int Chunk = 128;
    private readonly IBackbone backbone;
    private readonly ImmutableArray<Weights> weights;
    private readonly ImmutableArray<Tensor> leaving;

    private FirstBlock(IBackbone backbone, ImmutableArray<Weights> weights, IEnumerable<IImageSet> images)
    {
        (this.backbone, this.weights) = (backbone, weights);
        using var untracked = no_grad();
        leaving = [.. images.Zip(weights, Leaving)];
    }

    /// <summary>Computes it for all images.</summary>
    /// <returns>Null where the model is no plain encoder or this would keep too much.</returns>
    public static FirstBlock? Of(MergedModel merged, RepairInput input)
    {
        var (sets, backbone) = (input.Experts.Select(expert => input.ImagesOf(expert.Task)).ToArray(), input.Backbone);
        var bytes = sets.Sum(set => (long)set.Count) * backbone.Tokens * backbone.Width * sizeof(float);
        var weights = input.Experts.Select(expert => merged.WeightsFor(expert.Task)).OfType<Weights>().ToImmutableArray();
        return bytes <= MostBytes && weights.Length == sets.Length ? new FirstBlock(backbone, weights, sets) : null;
    }

    /// <summary>Runs the other blocks on some tasks' images, each by its task's weights.</summary>
    /// <param name="batches">As many images of each.</param>
    /// <param name="afterBlock">Called after each block, the first included.</param>
    /// <returns>The un-normalised embedding [images of all batches, embedding], owned by the caller.</returns>
    public Tensor Encode(IReadOnlyList<TaskBatch> batches, BlockEdit afterBlock)
    {
        using var scope = NewDisposeScope();
        Weights[] own = [.. batches.Select(batch => weights[batch.Task])];
        var tokens = afterBlock(0, TaskBatch.Take(leaving, batches));
        for (var block = 1; block < backbone.Blocks; block++)
        {
            var place = block;
            tokens = afterBlock(block, Each(own, tokens, (task, rows) => backbone.RunBlock(task, place, rows)));
        }
        return Each(own, tokens, backbone.Project).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tokens in leaving) tokens.Dispose();
    }

    private static Tensor Each(Weights[] own, Tensor rows, Func<Weights, Tensor, Tensor> function) => own.Distinct().Count() == 1
        ? function(own[0], rows)
        : cat([.. rows.chunk(own.Length).Zip(own, (part, task) => function(task, part))]);

    private Tensor Leaving(IImageSet images, Weights own)
    {
        using var scope = NewDisposeScope();
        return cat([.. images.Chunks(Chunk).Select(indices => backbone.RunBlock(own, 0, backbone.Embed(own, images.Take(indices))))]).DetachFromDisposeScope();
    }
}
