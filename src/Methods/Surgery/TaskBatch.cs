using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>A batch of one task's images.</summary>
/// <param name="Task">Position of the task among the experts.</param>
/// <param name="Indices">Which images.</param>
internal readonly record struct TaskBatch(int Task, long[] Indices)
{
    /// <summary>The rows of some batches, one batch after the other.</summary>
    /// <param name="rows">A row an image, for each task; borrowed.</param>
    /// <param name="batches">Which.</param>
    /// <returns>[images of all batches, ...], in the caller's scope.</returns>
    public static Tensor Take(IReadOnlyList<Tensor> rows, IReadOnlyList<TaskBatch> batches)
    {
        using var scope = NewDisposeScope();
        return cat([.. batches.Select(batch => rows[batch.Task].index_select(0, tensor(batch.Indices, device: rows[batch.Task].device)))]).MoveToOuterDisposeScope();
    }
}
