using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// The task vectors of a zoo in pieces that fit a cache: [T, n] each, T experts, n coordinates of one tensor. No more than one tensor of
/// every model is in memory at a time.
/// </summary>
/// <param name="anchor">The base, borrowed.</param>
/// <param name="experts">Borrowed.</param>
internal sealed class VectorPieces(Weights anchor, ImmutableArray<Expert> experts)
{
    private const long Longest = 1 << 18;

    /// <summary>θ0 plus what a function makes of the task vectors, coordinate by coordinate; integer buffers are the base's.</summary>
    /// <param name="merge">From [T, n], borrowed, to [n].</param>
    public Weights AddToBase(Func<Tensor, Tensor> merge) => anchor.Map((name, tensor) =>
    {
        var result = tensor.clone();
        if (tensor.is_floating_point()) Visit(name, tensor, (start, vectors) => result.view(-1).narrow(0, start, vectors.shape[1]).add_(merge(vectors)));
        return result;
    });

    private void Visit(string name, Tensor tensor, Action<long, Tensor> visit)
    {
        var own = tensor.flatten();
        Tensor[] rows = [.. experts.Select(expert => expert.Weights.Take(name).flatten())];
        for (long start = 0; start < own.numel(); start += Longest)
        {
            using var scope = NewDisposeScope();
            var length = Math.Min(Longest, own.numel() - start);
            visit(start, stack([.. rows.Select(row => row.narrow(0, start, length))]).sub_(own.narrow(0, start, length)));
        }
    }
}
