using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// ReACT with all preference on the task at hand: the embedding z becomes W z, where W = (Σ y zᵀ + βR)(Σ z zᵀ + βI)⁻¹ over the task's images,
/// y the expert's embeddings and R the rotation that takes z nearest to y. Wu et al. 2025, arXiv:2511.10943. The scale of β is ours: the paper
/// could not be read in full, nor is its code public.
/// </summary>
public sealed record React : IRepair
{
    /// <inheritdoc/>
    public string Name => "react";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTest;

    /// <summary>β, the pull towards the rotation, as a multiple of the mean of the diagonal of Σ z zᵀ; above 0; default 0.1.</summary>
    public double Pull { get; init => field = Setting.Positive(value); } = 0.1;

    /// <inheritdoc/>
    public MergedModel Repair(MergedModel merged, RepairInput input)
    {
        using var untracked = no_grad();
        return new SurgicalModel(merged, input.Experts.ToImmutableDictionary(expert => expert.Task, expert => new TaskModules([], Map(merged, expert.Task, input))));
    }

    private MapModule Map(MergedModel merged, string task, RepairInput input)
    {
        input.Cancellation.ThrowIfCancellationRequested();
        using var scope = NewDisposeScope();
        var (found, wanted) = Embeddings.Pairs(merged, task, input);
        return new MapModule(AnchoredMap.Between(found, wanted, Pull).to_type(found.dtype));
    }
}
