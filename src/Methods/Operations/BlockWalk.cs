using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// Takes every task's images through a model of its own, all tasks a block at a time, so that no more than one block of a model and one
/// block's statistics of all tasks are in memory.
/// </summary>
internal sealed class BlockWalk : IDisposable
{
    private readonly MergeInput input;
    private readonly Func<Expert, string, Tensor> model;
    private readonly TokenStream[] streams;

    private BlockWalk(MergeInput input, Func<Expert, string, Tensor> model, TokenStream[] streams) => (this.input, this.model, this.streams) = (input, model, streams);

    /// <summary>Checks that the experts fit and brings the images to the first block.</summary>
    /// <param name="input">The merge.</param>
    /// <param name="images">Images a task.</param>
    /// <param name="model">A tensor, by name, of the model whose inputs are looked at for a task; owned by the caller's scope.</param>
    public static BlockWalk Start(MergeInput input, int images, Func<Expert, string, Tensor> model)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        long[][] drawn = [.. input.Experts.Select(expert => CalibrationImages.Draw(input, expert.Task, images))];
        return new BlockWalk(input, model, [.. input.Experts.Zip(drawn, (expert, indices) =>
        {
            using var outer = TowerPieces.Of(input.Backbone, input.Base, block: null, name => model(expert, name));
            return TokenStream.Start(input, expert.Task, indices, outer);
        })]);
    }

    /// <summary>
    /// The same with the layer norms outside the blocks at scale one and shift zero: what stands in front of the first block is what the norm
    /// there has normalised and not yet scaled.
    /// </summary>
    /// <inheritdoc cref="Start"/>
    public static BlockWalk StartUnscaled(MergeInput input, int images, Func<Expert, string, Tensor> model) => Start(input, images, (expert, name) =>
    {
        using var scope = NewDisposeScope();
        var tensor = model(expert, name);
        var unscaled = input.Backbone.RoleOf(name).Kind switch { TensorKind.NormWeight => ones_like(tensor), TensorKind.NormBias => zeros_like(tensor), _ => tensor };
        return unscaled.MoveToOuterDisposeScope();
    });

    /// <summary>The streams, one a task in suite order.</summary>
    public IReadOnlyList<TokenStream> Streams => streams;

    /// <summary>Passes through a block.</summary>
    public BlockCrossing Pass(int block) => Cross(block, (stream, weights) => stream.Pass(weights, block));

    /// <summary>Says what would pass through a block, and stays in front of it.</summary>
    public BlockCrossing Look(int block) => Cross(block, (stream, weights) => stream.Look(weights, block));

    /// <summary>Takes all tasks' images through a block of one model.</summary>
    public void Advance(Weights weights, int block)
    {
        foreach (var stream in streams) stream.Advance(weights, block);
    }

    /// <summary>The experts' tensors of a name, in the caller's scope.</summary>
    public ImmutableArray<Tensor> TensorsOf(string name) => [.. input.Experts.Select(expert => expert.Weights.Take(name))];

    /// <summary>Their mean, in the caller's scope.</summary>
    public Tensor MeanOf(string name) => MeanOf(input, name);

    /// <summary>The mean of the experts' tensors of a name, in the caller's scope.</summary>
    public static Tensor MeanOf(MergeInput input, string name)
    {
        using var scope = NewDisposeScope();
        return stack([.. input.Experts.Select(expert => expert.Weights.Take(name))]).mean([0L]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var stream in streams) stream.Dispose();
    }

    private BlockCrossing Cross(int block, Func<TokenStream, Weights, BlockStatistics> cross) => new(
        [.. input.Backbone.LinearLayers.Where(layer => layer.Block == block)],
        [.. input.Experts.Zip(streams, (expert, stream) =>
        {
            input.Cancellation.ThrowIfCancellationRequested();
            using var weights = TowerPieces.Of(input.Backbone, input.Base, block, name => model(expert, name));
            return cross(stream, weights);
        })]);
}
