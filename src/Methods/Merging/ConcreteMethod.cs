using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Concrete subspace learning: θ = θ0 + m ⊙ Σ λt τt with one mask m for all tasks, whose logits Adam trains through random samples to lower
/// the entropy of the predictions on unlabelled test images. Tang et al. 2023, arXiv:2312.06173; loop and defaults follow FusionBench.
/// </summary>
public abstract record ConcreteMethod : IMergeMethod
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTest;

    /// <summary>λ, what every coefficient is or starts at; finite; default 0.3.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.3;

    /// <summary>Temperature of the mask; above 0; default 0.5.</summary>
    public double Temperature { get; init => field = Setting.Positive(value); } = 0.5;

    /// <summary>Images a batch, one batch a task and pass; default 16.</summary>
    public int BatchSize { get; init => field = Setting.Positive(value); } = 16;

    /// <summary>Adam's step size for the mask's logits; default 1e-3.</summary>
    public double LearningRate { get; init => field = Setting.Positive(value); } = 1e-3;

    /// <summary>Which mask the merge ends with: a random sample, as the reference code takes (default), or the one without chance.</summary>
    public FinalMask Mask { get; init; } = FinalMask.Sample;

    /// <summary>Steps of the mask's training.</summary>
    public abstract int Iterations { get; init; }

    /// <inheritdoc/>
    public abstract long TrainingImages(int tasks);

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var scope = NewDisposeScope();
        var vectors = LearnableMerge.Create(input, new AdaMerging());
        var mask = new ConcreteMask(vectors, Temperature);
        var logits = zeros([mask.Length], device: input.Base.Device);
        LearnMask(logits, mask, vectors, input);
        vectors.Fix(Mask == FinalMask.Sample ? mask.Sample(logits, input.Seed.For("final mask")) : mask.Expected(logits));
        var coefficients = Finish(vectors, input);
        using var untracked = no_grad();
        return new SingleModel(input.Backbone, vectors.Merge(coefficients));
    }

    /// <summary>The coefficients before training.</summary>
    /// <returns>[tensors or 1, T] in the caller's dispose scope.</returns>
    private protected abstract Tensor Start(LearnableMerge vectors, MergeInput input);

    /// <summary>How coefficients are adapted to each sample of the mask; null leaves them where they start.</summary>
    private protected virtual InnerCoefficients? Adapting(EntropyObjective objective, LearnableMerge vectors, Tensor start) => null;

    /// <summary>The coefficients under the final mask.</summary>
    /// <param name="vectors">With the mask fixed.</param>
    /// <param name="input">The whole merge.</param>
    private protected virtual Tensor Finish(LearnableMerge vectors, MergeInput input) => Start(vectors, input);

    private void LearnMask(Tensor logits, ConcreteMask mask, LearnableMerge vectors, MergeInput input)
    {
        var objective = new EntropyObjective(input, batches: 1, BatchSize);
        var start = Start(vectors, input);
        using var optimiser = new Adam([logits]) { LearningRate = LearningRate };
        using var inner = Adapting(objective, vectors, start);
        TrainingLoop.Run(Name, Iterations, input, iteration =>
        {
            var tracked = logits.detach().requires_grad_();
            var sample = mask.Sample(tracked, input.Seed.For($"mask/{iteration}"));
            var coefficients = inner?.Adapt(sample, 2 * iteration) ?? start;
            using var merged = vectors.Merge(coefficients, sample);
            var (gradients, loss) = objective.Differentiate(merged, vectors.Names, [tracked], inner is null ? iteration : (2 * iteration) + 1);
            optimiser.Step(gradients);
            return loss;
        });
    }
}
