using static TorchSharp.torch;

namespace SurgeryBench.Experts;

/// <summary>
/// The gradients of a loss that is a mean over equal shards of a batch, each shard on a thread of its own. On small tensors two
/// single-threaded passes are faster than one on two threads, and the result does not depend on how many cores there are.
/// </summary>
public static class ShardedGradients
{
    /// <summary>Computes loss and gradients.</summary>
    /// <param name="parameters">Borrowed; require gradients.</param>
    /// <param name="shards">Makes each shard's loss, a scalar; called on any thread.</param>
    /// <returns>The mean loss, and the gradients in the caller's dispose scope.</returns>
    public static (float Loss, Tensor[] Gradients) Of(IReadOnlyList<Tensor> parameters, IReadOnlyList<Func<Tensor>> shards)
    {
        var parts = new (float Loss, Tensor[] Gradients)[shards.Count];
        if (shards.Count == 1) parts[0] = OfShard(parameters, shards[0]);
        else Parallel.For(0, shards.Count, shard => parts[shard] = OfShard(parameters, shards[shard]));

        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var total = parts[0].Gradients;
        foreach (var part in parts.Skip(1))
        {
            for (var i = 0; i < total.Length; i++) total[i].add_(part.Gradients[i]);
            foreach (var gradient in part.Gradients) gradient.Dispose();
        }
        foreach (var gradient in total)
        {
            if (shards.Count > 1) gradient.div_(shards.Count);
            scope.Attach(gradient);
            gradient.MoveToOuterDisposeScope();
        }
        return (parts.Average(part => part.Loss), total);
    }

    private static (float, Tensor[]) OfShard(IReadOnlyList<Tensor> parameters, Func<Tensor> shard)
    {
        using var scope = NewDisposeScope();
        var loss = shard();
        Tensor[] gradients = [.. autograd.grad([loss], [.. parameters]).Select(gradient => gradient.DetachFromDisposeScope())];
        return (loss.item<float>(), gradients);
    }
}
