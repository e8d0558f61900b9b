using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Weight-ensembling mixture of experts: task arithmetic but for the perceptrons of the blocks, whose weights are θ0 + Σ gt(x) τt with a
/// gate's coefficients for each image alone, never for a batch. Gates start as task arithmetic's λ and are trained to lower the entropy of
/// the predictions on unlabelled test images. Tang et al. 2024, arXiv:2402.00433. The efficient form has one gate for all blocks and keeps of
/// each perceptron tensor's τt the entries of largest magnitude: Shen et al. 2024, arXiv:2410.21804.
/// </summary>
[Published("Tang et al. 2024, arXiv:2402.00433; efficient: Shen et al. 2024, arXiv:2410.21804", "θ0 + λ Σ τt; perceptrons θ0 + Σ gt(x) τt, gates g trained to lower the entropy of predictions")]
public sealed record WeightEnsembling : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => Efficient ? "e-wemoe" : "wemoe";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTest;

    /// <summary>Whether all blocks share one gate and task vectors are pruned; default no.</summary>
    public bool Efficient { get; init; }

    /// <summary>Share of each tensor's entries the efficient form keeps, in (0, 1); default 0.1.</summary>
    public double Density { get; init => field = Setting.Between(0, 1, value); } = 0.1;

    /// <summary>λ of what is merged, and where the gates start; finite; default 0.3.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.3;

    /// <summary>Optimiser steps, each on all tasks; default 500, so that the embedded suite takes minutes. Papers: 1000.</summary>
    public int Iterations { get; init => field = Setting.Positive(value); } = 500;

    /// <summary>Images a batch, one batch a task and step; default 16.</summary>
    public int BatchSize { get; init => field = Setting.Positive(value); } = 16;

    /// <summary>Adam's step size; default 1e-4.</summary>
    public double LearningRate { get; init => field = Setting.Positive(value); } = 1e-4;

    /// <inheritdoc/>
    public long TrainingImages(int tasks) => (long)tasks * Iterations * BatchSize;

    /// <inheritdoc/>
    public bool GivesWeights => false;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        var gates = Enumerable.Range(0, Efficient ? 1 : input.Backbone.Blocks).Select(block => Gate.Draw(block, Scale, input)).ToImmutableArray();
        var model = Build(gates, input);
        try
        {
            Learn(model, input);
            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The model with given gates, one a block or one for all, which it takes over.</summary>
    internal RoutedModel Build(ImmutableArray<Gate> gates, MergeInput input)
    {
        using var untracked = no_grad();
        var routed = RoutedVectors.Of(input, Efficient ? Density : null);
        var weights = input.Base.Map((name, anchor) => routed.Contains(name) || !anchor.is_floating_point()
            ? anchor.clone()
            : anchor + (TensorMerge.Of(input, name, anchor).TaskVectors().sum(dim: 0) * Scale));
        return new RoutedModel(input.Backbone, weights, routed, gates);
    }

    private void Learn(RoutedModel model, MergeInput input)
    {
        Tensor[] parameters = [.. model.Gates.SelectMany(gate => gate.Parameters)];
        foreach (var parameter in parameters) parameter.requires_grad_();
        using var optimiser = new Adam(parameters) { LearningRate = LearningRate };
        var objective = new EntropyObjective(input, batches: 1, BatchSize);
        TrainingLoop.Run(Name, Iterations, input, iteration =>
        {
            var parts = input.Experts.Select(expert => Differentiate(expert, iteration)).ToArray();
            optimiser.Step([.. parameters.Select((_, at) => parts.Select(part => part.Gradients[at]).Aggregate((sum, gradient) => sum + gradient))]);
            return parts.Sum(part => part.Loss);
        });
        foreach (var parameter in parameters) parameter.requires_grad_(false);

        (Tensor[] Gradients, double Loss) Differentiate(Expert expert, int iteration)
        {
            using var scope = NewDisposeScope();
            var loss = objective.LossOf(expert, iteration, images => model.Encode(images, expert.Task));
            return ([.. autograd.grad([loss], parameters).Select(gradient => gradient.MoveToOuterDisposeScope())], loss.item<float>());
        }
    }
}
