using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// SyMerge: θ = θ0 + Σ λt τt with a coefficient a tensor and task, trained together with the tasks' heads. Each step visits one task and
/// lowers the cross-entropy to its expert's own predictions on unlabelled test images, of which those count on which merged model and expert
/// agree or the expert is at least as sure. Jung et al. 2024, arXiv:2412.19098; loop and defaults follow the authors' code, but for its mixed precision.
/// </summary>
[Published("Jung et al. 2024, arXiv:2412.19098", "θ0 + Σ λt τt, λ and heads trained towards the experts' predictions")]
public sealed record SyMerge : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "symerge";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTest;

    /// <summary>Start of every coefficient; finite; default 0.3.</summary>
    public double Start { get; init => field = Setting.Finite(value); } = 0.3;

    /// <summary>Whether coefficients act clamped to [0, 1]; default yes.</summary>
    public bool Clamp { get; init; } = true;

    /// <summary>Rounds, each a step on every task in random order; default 500.</summary>
    public int Iterations { get; init => field = Setting.Positive(value); } = 500;

    /// <summary>Images a step; default 32.</summary>
    public int BatchSize { get; init => field = Setting.Positive(value); } = 32;

    /// <summary>Adam's step size; default 1e-2.</summary>
    public double LearningRate { get; init => field = Setting.Positive(value); } = 1e-2;

    /// <inheritdoc/>
    public long TrainingImages(int tasks) => (long)tasks * Iterations * BatchSize;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var scope = NewDisposeScope();
        var vectors = LearnableMerge.Create(input, new AdaMerging());
        var raw = full([vectors.Names.Length, input.Experts.Length], Start, device: input.Base.Device);
        Tensor[] weights = [.. input.Experts.Select(expert => expert.Head.Weight.clone())];
        Tensor[] biases = [.. input.Experts.Select(expert => expert.Head.Bias?.clone() ?? zeros(expert.Head.Classes, device: input.Base.Device))];
        Learn(raw, weights, biases, vectors, input);
        using var untracked = no_grad();
        var heads = input.Experts.Select((expert, t) => KeyValuePair.Create(expert.Task, new Head(weights[t], biases[t])));
        return new HeadedModel(input.Backbone, vectors.Merge(Effective(raw)), heads.ToImmutableDictionary());
    }

    private Tensor Effective(Tensor raw) => Clamp ? raw.clamp(0, 1) : raw.clone();

    private void Learn(Tensor raw, Tensor[] weights, Tensor[] biases, LearnableMerge vectors, MergeInput input)
    {
        using var optimiser = new Adam([raw, .. weights, .. biases]) { LearningRate = LearningRate };
        var (sampler, tasks) = (input.Sampler, input.Experts.Length);
        ExpertAnswers[] answers = [.. input.Experts.Select(expert => ExpertAnswers.Of(expert, input))];
        TrainingLoop.Run(Name, Iterations, input, round => Order(input, round).Sum(t => Visit(t, round)));

        double Visit(int t, int round)
        {
            using var scope = NewDisposeScope();
            var images = input.ImagesOf(input.Experts[t].Task);
            var batch = sampler.Draw(input.Experts[t].Task, round, 1, BatchSize, images.Count)[0];
            var tracked = raw.detach().requires_grad_();
            using var head = new Head(weights[t].detach().requires_grad_(), biases[t].detach().requires_grad_());
            using var merged = vectors.Merge(Effective(tracked));
            if (answers[t].LossOf(head.Logits(input.Backbone.Encode(merged, images.Take(batch))), batch) is not { } loss) return 0;
            var gradients = autograd.grad([loss], [tracked, head.Weight, head.Bias!]);
            // A head that is not visited stays as it is: it has no gradient, not one of zeros.
            var all = new Tensor?[1 + (2 * tasks)];
            (all[0], all[1 + t], all[1 + tasks + t]) = (gradients[0], gradients[1], gradients[2]);
            optimiser.Step(all);
            return loss.item<float>();
        }
    }

    // By the tasks' names, so that the order in which they are handed over does not matter.
    private static IEnumerable<int> Order(MergeInput input, int round) =>
        Enumerable.Range(0, input.Experts.Length).OrderBy(t => input.Seed.For($"order/{round}/{input.Experts[t].Task}").Random().NextInt64());
}
