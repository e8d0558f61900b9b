using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Methods.Surgery;

/// <summary>The settings Surgery and SurgeryV2 have in common, with the reference code's defaults.</summary>
public abstract record SurgeryRepair : IRepair
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTest;

    /// <summary>
    /// Rank of a module; null (default) is the published one: 128 for ProbSurgery and its control; for Surgery and SurgeryV2 those at which both store the same
    /// number of parameters, 304 and 16 on ViT-B, 132 and 4 on ViT-L. The first Surgery paper used 16.
    /// </summary>
    public int? Rank { get; init => field = value is { } rank ? Setting.Positive(rank) : null; }

    /// <summary>What is minimised between corrected and expert representation, at each level; default L1.</summary>
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

    /// <summary>What the repair stores for each task on a backbone.</summary>
    public RepairSize SizeOn(IBackbone backbone)
    {
        var (rank, widths) = (RankOn(backbone), ModuleWidths(backbone));
        return new RepairSize(rank, widths.Length, widths.Sum(width => CountOf(width, rank)));
    }

    private protected SurgerySchedule Schedule => new(Name, Iterations, BatchesPerVisit, BatchSize, LearningRate, Sharing);

    /// <inheritdoc/>
    public virtual long TrainingImages(int tasks) => 0;

    /// <inheritdoc/>
    public abstract MergedModel Repair(MergedModel merged, RepairInput input);

    /// <summary>The rank of every module.</summary>
    private protected abstract int RankOn(IBackbone backbone);

    /// <summary>Numbers a module stores.</summary>
    private protected virtual long CountOf(int width, int rank) => ReluModule.CountOf(width, rank);

    /// <summary>The width each of a task's modules works on, in the order of the encoder.</summary>
    private protected abstract ImmutableArray<int> ModuleWidths(IBackbone backbone);
}
