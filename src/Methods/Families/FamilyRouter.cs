using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Families;

/// <summary>
/// Gate vectors without training: a family's is the mean hidden state of images it serves less that of the images the others serve, of
/// length 1. The hidden state is the mean token that enters the first block.
/// </summary>
internal static class FamilyRouter
{
    /// <summary>Hidden states of images.</summary>
    /// <returns>[batch, width], owned by the caller.</returns>
    public static Tensor Hidden(IBackbone backbone, Weights dense, Tensor images)
    {
        using var scope = NewDisposeScope();
        return backbone.Embed(dense, images).mean([1L]).MoveToOuterDisposeScope();
    }

    /// <summary>The gate vectors.</summary>
    /// <param name="hidden">Mean hidden state of each task's images, [tasks, width].</param>
    /// <param name="families">Indices of the tasks each family serves; at least two families.</param>
    /// <returns>[families, width], owned by the caller.</returns>
    public static Tensor Gates(Tensor hidden, ImmutableArray<ImmutableArray<int>> families)
    {
        using var scope = NewDisposeScope();
        var tasks = Enumerable.Range(0, (int)hidden.shape[0]);
        return nn.functional.normalize(stack([.. families.Select(family => MeanOf(family) - MeanOf(tasks.Except(family)))]), dim: 1).MoveToOuterDisposeScope();

        Tensor MeanOf(IEnumerable<int> of) => hidden.index_select(0, tensor(of.Select(task => (long)task).ToArray()).to(hidden.device)).mean([0L]);
    }
}
