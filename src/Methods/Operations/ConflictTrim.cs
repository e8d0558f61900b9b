using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// Takes out of task vectors what would change other tasks' activations most, by what each parameter does to its input. All of it looks at
/// the task vectors as they were, and computes in float64.
/// </summary>
internal static class ConflictTrim
{
    // Eigenvalues this small beside the largest are those of directions in which nothing changes.
    private const double Rounding = 1e-10;

    // What is left of a task vector that lies wholly in what is taken out is the rounding of its checkpoint.
    private const double Nothing = 1e-4;

    /// <summary>
    /// τj of a matrix without the directions B of each other task i in turn, at its old norm. B has the eigenvectors of largest positive
    /// eigenvalue of Σ over j ≠ i of τj (Ci − μ Cj) τjᵀ: outputs that the others change much on task i's inputs and little on their own.
    /// </summary>
    /// <param name="grams">Ci, the mean of x xᵀ over task i's inputs, [in, in], one a task, borrowed.</param>
    /// <param name="vectors">τ, [T, out, in], borrowed.</param>
    /// <param name="rank">The most directions that a task takes from the others.</param>
    /// <param name="trade">μ, what a change of a task's own outputs counts beside that of another's.</param>
    /// <param name="fromSmallest">Whether B has the eigenvectors of smallest eigenvalue, of either sign, instead.</param>
    /// <returns>float64 [T, out, in].</returns>
    public static Tensor Matrices(IReadOnlyList<Tensor> grams, Tensor vectors, int rank, double trade, bool fromSmallest)
    {
        using var scope = NewDisposeScope();
        Tensor[] exact = [.. vectors.to(float64).unbind(0)];
        Tensor[] bases = [.. grams.Select((_, task) => Basis(Conflict(grams, exact, task, trade), rank, fromSmallest))];
        return stack([.. exact.Select((vector, own) => bases.Where((_, task) => task != own).Aggregate(vector, Without))]).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// τj of a layer norm's scale without the channels of largest Σ over j ≠ i of (si − μ sj) τj² of each other task i, at its old norm.
    /// </summary>
    /// <param name="squares">si, the mean square of what the scale multiplies, [T, width], borrowed.</param>
    /// <param name="vectors">τ, [T, width], borrowed.</param>
    /// <param name="count">Channels that a task takes from the others.</param>
    /// <param name="trade">μ, as above.</param>
    /// <returns>float64 [T, width].</returns>
    public static Tensor Scales(Tensor squares, Tensor vectors, int count, double trade)
    {
        using var scope = NewDisposeScope();
        var exact = vectors.to(float64);
        var changes = exact.square();
        var own = squares * changes;
        var kept = exact * Kept((squares * OfOthers(changes)) - (OfOthers(own) * trade), count);
        return stack([.. exact.unbind(0).Zip(kept.unbind(0), Rescaled)]).MoveToOuterDisposeScope();
    }

    /// <summary>τj of a bias without the entries of largest Σ over j ≠ i of τj² of each other task i.</summary>
    /// <param name="vectors">τ, [T, width], borrowed.</param>
    /// <param name="count">Entries that a task takes from the others.</param>
    /// <returns>float64 [T, width].</returns>
    public static Tensor Shifts(Tensor vectors, int count)
    {
        using var scope = NewDisposeScope();
        var exact = vectors.to(float64);
        return (exact * Kept(OfOthers(exact.square()), count)).MoveToOuterDisposeScope();
    }

    private static Tensor Conflict(IReadOnlyList<Tensor> grams, Tensor[] vectors, int task, double trade)
    {
        using var scope = NewDisposeScope();
        var others = vectors.Index().Where(other => other.Index != task)
            .Select(other => other.Item.matmul(grams[task] - (grams[other.Index] * trade)).matmul(other.Item.t()));
        return others.Aggregate(zeros([vectors[0].shape[0], vectors[0].shape[0]], float64, vectors[0].device), (sum, part) => sum + part).MoveToOuterDisposeScope();
    }

    private static Tensor Basis(Tensor conflict, int rank, bool fromSmallest)
    {
        var (ascending, directions) = linalg.eigh((conflict + conflict.t()) / 2);
        var harmful = (int)ascending.gt(ascending.abs().max() * Rounding).sum().item<long>();
        var size = (int)ascending.shape[0];
        var count = Math.Min(rank, fromSmallest && harmful > 0 ? size : harmful);
        return directions.narrow(1, fromSmallest ? 0 : size - count, count);
    }

    private static Tensor Without(Tensor vector, Tensor basis) => Rescaled(vector, vector - basis.matmul(basis.t().matmul(vector)));

    private static Tensor Rescaled(Tensor whole, Tensor left)
    {
        var (before, after) = (whole.norm().item<double>(), left.norm().item<double>());
        return after > before * Nothing ? left * (before / after) : zeros_like(left);
    }

    // [T, width]: where none of the other tasks' masks falls.
    private static Tensor Kept(Tensor scores, int count)
    {
        var largest = scores.topk((int)Math.Min(count, scores.shape[1]), 1).indexes;
        return OfOthers(zeros_like(scores).scatter_(1, largest, ones_like(scores))).eq(0);
    }

    private static Tensor OfOthers(Tensor ofTasks) => ofTasks.sum(dim: 0) - ofTasks;
}
