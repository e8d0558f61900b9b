using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>One task's images on their way through a merged tower and through the task's expert, side by side. Owns their tokens.</summary>
internal sealed class FeatureStream : IDisposable
{
    private readonly IBackbone backbone;
    private Tensor own, wanted;

    /// <summary>Brings images to the first block of both.</summary>
    /// <param name="input">Where images come from.</param>
    /// <param name="expert">The task's.</param>
    /// <param name="merged">The merged tower, borrowed.</param>
    /// <param name="count">How many images; a smaller set gives all it has.</param>
    public FeatureStream(MethodInput input, Expert expert, Weights merged, int count)
    {
        using var scope = NewDisposeScope();
        (backbone, Expert) = (input.Backbone, expert);
        var images = input.ImagesOf(expert.Task).Take(CalibrationImages.Draw(input, expert.Task, count));
        (own, wanted) = (backbone.Embed(merged, images).DetachFromDisposeScope(), backbone.Embed(expert.Weights, images).DetachFromDisposeScope());
    }

    /// <summary>The task's expert.</summary>
    public Expert Expert { get; }

    /// <summary>Runs a block of both and stays in front of it, in the current dispose scope.</summary>
    public (BlockRun Own, BlockRun Wanted) Look(Weights merged, int block)
    {
        var roles = Enum.GetValues<LinearRole>();
        return (BlockRun.Of(backbone, merged, block, own, roles), BlockRun.Of(backbone, Expert.Weights, block, wanted, roles));
    }

    /// <summary>Passes through a block of both.</summary>
    /// <param name="merged">The merged tower, which may have changed since it was looked at, borrowed.</param>
    /// <param name="block">Index of the block.</param>
    /// <param name="seen">The expert's pass through it, which is not made again; what left it is taken over.</param>
    public void Advance(Weights merged, int block, BlockRun seen)
    {
        using Tensor entering = own, desired = wanted;
        own = backbone.RunBlock(merged, block, entering).DetachFromDisposeScope();
        wanted = seen.Leaving.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        own.Dispose();
        wanted.Dispose();
    }
}
