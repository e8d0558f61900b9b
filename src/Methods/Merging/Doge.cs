using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// DOGE with task arithmetic: θ = θ0 + Σ λt mt ⊙ (τt + Δ) on the matrices of the blocks' linear layers, λt = λ / ‖τt‖ in each; all else stays
/// the base's. Δ, the same for all tasks, lowers the gap between what each τt does to its own directions before and after the merge, outside
/// the subspace that the tasks share; mt is the trim of TIES. Wei et al. 2025, arXiv:2501.01230; details follow FusionBench.
/// </summary>
[Published("Wei et al. 2025, arXiv:2501.01230", "θ0 + Σ λt · top 30 % of (τt + Δ), Δ by projected gradient", Golden = "doge")]
public sealed record Doge : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "doge";

    /// <summary>λ; finite; default 0.07.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.07;

    /// <summary>Share of each task vector that the trim keeps, over all these matrices together, in (0, 1); default 0.3.</summary>
    public double Density { get; init => field = Setting.Between(0, 1, value); } = 0.3;

    /// <summary>The shared subspace has 1/this of a matrix's rank as its dimension; default 6.</summary>
    public int Subspace { get; init => field = Setting.Positive(value); } = 6;

    /// <summary>Adam steps for each matrix; default 400.</summary>
    public int Iterations { get; init => field = Setting.Positive(value); } = 400;

    /// <summary>Adam's step size; above 0; default 1e-4.</summary>
    public double LearningRate { get; init => field = Setting.Positive(value); } = 1e-4;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var untracked = no_grad();
        var thresholds = new FlatModel(input.Base, TakesPart).Thresholds(input.Experts, Density);
        return new SingleModel(input.Backbone, input.Base.Map((name, anchor) => TakesPart(name) ? anchor + Shift(TensorMerge.Of(input, name, anchor), thresholds) : anchor.clone()));

        bool TakesPart(string name) => input.Backbone.RoleOf(name).Kind == TensorKind.LinearWeight;
    }

    /// <summary>λt of a matrix; 0 for a task vector that is 0.</summary>
    /// <param name="vectors">[T, rows, columns], borrowed.</param>
    /// <returns>[T].</returns>
    internal Tensor Scales(Tensor vectors)
    {
        var norms = linalg.vector_norm(vectors, 2, [1L, 2L]);
        return where(norms.eq(0), zeros_like(norms), Scale / norms);
    }

    /// <summary>Δ of a matrix.</summary>
    /// <param name="vectors">[T, rows, columns], borrowed.</param>
    /// <param name="scales">λt, borrowed.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>[rows, columns].</returns>
    internal Tensor Correction(Tensor vectors, Tensor scales, CancellationToken cancellation = default)
    {
        var (shared, gap) = (SharedSubspace(vectors), new DogeGap(vectors, scales));
        var correction = zeros_like(vectors[0]);
        using var optimiser = new Adam([correction]) { LearningRate = LearningRate };
        var housekeeper = new StepHousekeeper();
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var gradient = gap.Gradient(correction);
            optimiser.Step([gradient - shared.matmul(shared.mT.matmul(gradient))]);
            housekeeper.AfterStep();
        }
        return correction;
    }

    private Tensor Shift(TensorMerge tensor, double[] thresholds)
    {
        var vectors = tensor.TaskVectors();
        var scales = Scales(vectors);
        var correction = Correction(vectors, scales, tensor.Input.Cancellation);
        var limits = from_array(thresholds, vectors.dtype, vectors.device).view(-1, 1, 1);
        return ((vectors + correction) * vectors.abs().ge(limits) * scales.view(-1, 1, 1)).sum(dim: 0);
    }

    // The leading left vectors of the tasks' own leading left vectors.
    private Tensor SharedSubspace(Tensor vectors)
    {
        var own = ThinSvd.Of(vectors);
        var rank = own.S.shape[1];
        return ThinSvd.Of(own.Top(rank / vectors.shape[0]).SideBySide().U).Top(rank / Subspace).U;
    }
}
