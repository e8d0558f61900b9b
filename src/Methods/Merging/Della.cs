using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// DELLA: drops entries of each task vector at random, small ones of a row rather than large ones, divides the others by the probability
/// with which they stayed, elects a sign for each coordinate and adds λ times the mean of the entries that agree to the base. A row is one
/// output of a tensor; a tensor of one dimension is one row. Deep et al. 2024, arXiv:2406.11617; details and defaults follow the authors' code,
/// which elects plus where entries cancel.
/// </summary>
[Published("Deep et al. 2024, arXiv:2406.11617", "θ0 + λ · mean of entries of elected sign of τt dropped by rank and rescaled")]
public sealed record Della : PerTensorMethod
{
    // Rates beyond 1 would leave nothing to divide by.
    private const double LeastKept = 1e-3;

    /// <inheritdoc/>
    public override string Name => "della";

    /// <summary>p, the mean probability of dropping an entry, in (0, 1); default 0.3, as in the authors' example.</summary>
    public double DropRate { get; init => field = Setting.Between(0, 1, value); } = 0.3;

    /// <summary>
    /// ε, by how much the smallest entry of a row is likelier to be dropped than the largest: p + ε/2 falls linearly with the rank to p − ε/2;
    /// in (0, 1); default 0.15.
    /// </summary>
    public double Window { get; init => field = Setting.Between(0, 1, value); } = 0.15;

    /// <summary>λ, what the merged task vector is multiplied by; finite; default 1.1, as in the authors' example.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 1.1;

    /// <inheritdoc/>
    public override IEnumerable<IMergeMethod> Grid() => new[] { 0.1, 0.3, 0.5, 0.7, 0.9 }.Select(rate => this with { DropRate = rate });

    /// <inheritdoc/>
    protected override Tensor Combine(TensorMerge tensor)
    {
        var dropped = stack([.. tensor.TaskVectors().unbind(0).Zip(tensor.Input.Experts, (vector, expert) =>
            Drop(vector, tensor.Input.Seed.For($"{expert.Task}/{tensor.Name}")))]);
        return tensor.Anchor + (Ties.AsPublished.Merge(dropped, TiesSteps.SumSigns(dropped), balance: 1) * Scale);
    }

    private Tensor Drop(Tensor vector, Seed seed)
    {
        var rows = vector.dim() > 1 ? vector.flatten(1) : vector.reshape(1, -1);
        var kept = KeepProbabilities(rows);
        using var generator = seed.Generator();
        var draws = rand(rows.shape, generator: generator).to(vector.device);
        return (rows * draws.lt(kept) / kept).reshape(vector.shape);
    }

    // By rank within the row: 1 − p − ε/2 for the smallest magnitude up to 1 − p + ε/2 for the largest.
    private Tensor KeepProbabilities(Tensor rows)
    {
        var length = rows.shape[1];
        var byRank = length == 1
            ? full([1], 1 - DropRate, rows.dtype, rows.device)
            : linspace(1 - DropRate - (Window / 2), 1 - DropRate + (Window / 2), length, rows.dtype, rows.device);
        var order = rows.abs().sort(1, stable: true).Indices;
        return zeros_like(rows).scatter_(1, order, byRank.clamp(LeastKept, 1).expand(rows.shape));
    }
}
