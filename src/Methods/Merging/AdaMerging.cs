using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// AdaMerging: θ = θ0 + Σ λt τt with coefficients learned by Adam on the summed entropy of the predictions on unlabelled test images.
/// The ++ form takes its τt from TIES. Yang et al. 2024, arXiv:2310.02575; loop and clamp follow the authors' code.
/// </summary>
[Published("Yang et al. 2024, arXiv:2310.02575", "θ0 + Σ λt τt, λ trained to lower the entropy of predictions", Golden = "adamerging")]
public sealed record AdaMerging : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => $"adamerging{(PlusPlus ? "++" : "")}{(Sharing == CoefficientSharing.TaskWise ? "-task-wise" : "")}";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTest;

    /// <summary>Layer-wise (default) or task-wise coefficients.</summary>
    public CoefficientSharing Sharing { get; init; } = CoefficientSharing.LayerWise;

    /// <summary>Whether the task vectors are the entries TIES selects; default no.</summary>
    public bool PlusPlus { get; init; }

    /// <summary>Share the trim of the ++ form keeps, in (0, 1); default 0.2.</summary>
    public double Density { get; init => field = Setting.Between(0, 1, value); } = 0.2;

    /// <summary>Start of every coefficient; finite; default 0.3.</summary>
    public double Start { get; init => field = Setting.Finite(value); } = 0.3;

    /// <summary>Whether coefficients act clamped to [0, 1], as in the reference code (default); the paper does not say so.</summary>
    public bool Clamp { get; init; } = true;

    /// <summary>Optimiser steps, each on all tasks; default 500.</summary>
    public int Iterations { get; init => field = Setting.Positive(value); } = 500;

    /// <summary>Images a batch; default 16.</summary>
    public int BatchSize { get; init => field = Setting.Positive(value); } = 16;

    /// <summary>Batches a task contributes to each step; default 2.</summary>
    public int BatchesPerVisit { get; init => field = Setting.Positive(value); } = 2;

    /// <summary>Adam's step size; default 1e-3.</summary>
    public double LearningRate { get; init => field = Setting.Positive(value); } = 1e-3;

    /// <inheritdoc/>
    public long TrainingImages(int tasks) => (long)tasks * Iterations * BatchesPerVisit * BatchSize;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var scope = NewDisposeScope();
        var vectors = LearnableMerge.Create(input, this);
        var raw = full([Sharing == CoefficientSharing.TaskWise ? 1 : vectors.Names.Length, input.Experts.Length], Start, device: input.Base.Device);
        Learn(raw, vectors, input);
        using var untracked = no_grad();
        return new SingleModel(input.Backbone, vectors.Merge(Effective(raw)));
    }

    /// <summary>The coefficients in force: the raw ones, clamped if the setting says so.</summary>
    internal Tensor Effective(Tensor raw) => Clamp ? raw.clamp(0, 1) : raw.clone();

    /// <summary>Trains the raw coefficients in place.</summary>
    /// <param name="raw">[tensors or 1, tasks].</param>
    /// <param name="vectors">What they weight.</param>
    /// <param name="input">Images, heads and where to report.</param>
    internal void Learn(Tensor raw, LearnableMerge vectors, MergeInput input)
    {
        using var optimiser = new Adam([raw]) { LearningRate = LearningRate };
        var objective = new EntropyObjective(input, BatchesPerVisit, BatchSize);
        TrainingLoop.Run(Name, Iterations, input, iteration =>
        {
            var tracked = raw.detach().requires_grad_();
            using var merged = vectors.Merge(Effective(tracked));
            var (gradients, loss) = objective.Differentiate(merged, vectors.Names, [tracked], iteration);
            optimiser.Step(gradients);
            return loss;
        });
    }
}
