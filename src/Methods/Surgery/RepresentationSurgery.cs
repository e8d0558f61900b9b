using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// Surgery (v1): for each task a low-rank correction of the embedding, z − Up·relu(Down·z), trained without labels to match the task's
/// expert. Yang et al. 2024, arXiv:2402.02705. Nothing upstream of the embedding trains, so it runs on embeddings computed once.
/// </summary>
public sealed record RepresentationSurgery : IRepair
{
    /// <inheritdoc/>
    public string Name => "surgery";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTest;

    /// <summary>Rank of a module; null (default) matches SurgeryV2's parameters: 304 for ViT-B, 132 for ViT-L. The ICML paper used 16.</summary>
    public int? Rank { get; init => field = value is { } rank ? Setting.Positive(rank) : null; }

    /// <summary>What is minimised between corrected and expert embedding; default L1.</summary>
    public SurgeryLoss Loss { get; init; } = SurgeryLoss.L1;

    /// <summary>Shared (the reference code, default) or isolated optimiser.</summary>
    public OptimiserSharing Sharing { get; init; } = OptimiserSharing.Shared;

    /// <summary>Rounds over all tasks; default 500.</summary>
    public int Iterations { get; init => field = Setting.Positive(value); } = 500;

    /// <summary>Optimiser steps, one a batch, in each visit to a task; default 2.</summary>
    public int BatchesPerVisit { get; init => field = Setting.Positive(value); } = 2;

    /// <summary>Images a batch; default 16.</summary>
    public int BatchSize { get; init => field = Setting.Positive(value); } = 16;

    /// <summary>Adam's step size; default 1e-3.</summary>
    public double LearningRate { get; init => field = Setting.Positive(value); } = 1e-3;

    private SurgerySchedule Schedule => new(Name, Iterations, BatchesPerVisit, BatchSize, LearningRate, Sharing);

    /// <inheritdoc/>
    public MergedModel Repair(MergedModel merged, RepairInput input)
    {
        using var scope = NewDisposeScope();
        var rank = Rank ?? MatchedRank.OfSurgery(input.Backbone);
        var modules = input.Experts.Select(expert => Draw(expert.Task, rank, input)).ToImmutableArray();
        var embeddings = input.Experts.Select(expert => Embeddings.Of(merged, expert.Task, input.ImagesOf(expert.Task))).ToArray();
        var targets = input.Experts.Select(expert => input.Targets.Embeddings(expert.Task, Embeddings.AllOf(input.ImagesOf(expert.Task)))).ToArray();
        Train(modules, embeddings, targets, input);
        return new SurgicalModel(merged, input.Experts.Zip(modules).ToImmutableDictionary(pair => pair.First.Task, pair => pair.Second));
    }

    /// <summary>Trains given modules in place on cached embeddings, [N, embedding] a task.</summary>
    internal void Train(
        ImmutableArray<TaskModules> modules, IReadOnlyList<Tensor> embeddings, IReadOnlyList<Tensor> targets, RepairInput input, Action<int, float[]>? trace = null)
    {
        SurgeryTraining.Run(modules, input, Schedule, LossOfBatch, trace);

        IReadOnlyList<Tensor> LossOfBatch(int task, long[] indices)
        {
            var chosen = tensor(indices, device: embeddings[task].device);
            return [Loss.Between(modules[task].Final.Clean(embeddings[task].index_select(0, chosen)), targets[task].index_select(0, chosen))];
        }
    }

    private static TaskModules Draw(string task, int rank, RepairInput input) =>
        new([], LowRankModule.Draw(input.Backbone.EmbeddingSize, rank, input.Seed.For(task), input.Experts[0].Weights.Device));
}
