using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using static TorchSharp.torch;

namespace SurgeryBench.Experts;

/// <summary>Trains every floating-point tensor of a model, and what else it is given, on a loss.</summary>
/// <param name="plan">How long and how fast.</param>
/// <param name="stage">What progress reports call it.</param>
/// <param name="progress">Told of every step; null for nobody.</param>
/// <param name="cancellation">Stops between two steps.</param>
internal sealed class EncoderTraining(TrainingPlan plan, string stage, IProgress<StepProgress>? progress, CancellationToken cancellation)
{
    /// <summary>Trains in place.</summary>
    /// <param name="weights">The encoder; its tensors are updated.</param>
    /// <param name="further">Further trainable tensors, e.g. a classifier.</param>
    /// <param name="losses">Begins a step: makes the loss of each shard of its batch, a scalar.</param>
    public void Run(Weights weights, IReadOnlyList<Tensor> further, Func<IReadOnlyList<Func<Tensor>>> losses)
    {
        Tensor[] parameters = [.. weights.Names.Select(name => weights[name]).Where(tensor => tensor.is_floating_point()), .. further];
        foreach (var parameter in parameters) parameter.requires_grad_();
        using var optimiser = new Adam(parameters) { WeightDecay = plan.WeightDecay };
        var housekeeper = new StepHousekeeper();
        for (var step = 0; step < plan.Steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            optimiser.LearningRate = plan.LearningRateAt(step);
            var (loss, gradients) = ShardedGradients.Of(parameters, losses());
            Clip(gradients);
            optimiser.Step(gradients);
            progress?.Report(new StepProgress(stage, step + 1, plan.Steps, loss));
            housekeeper.AfterStep();
        }
        foreach (var parameter in parameters) parameter.requires_grad_(false);
    }

    private void Clip(Tensor[] gradients)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var norm = stack([.. gradients.Select(gradient => gradient.norm())]).norm().item<float>();
        if (norm <= plan.GradientNorm) return;
        var factor = (float)(plan.GradientNorm / norm);
        foreach (var gradient in gradients) gradient.mul_(factor);
    }
}
