using System.Text.Json.Serialization;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// ReACT: the embedding z becomes W z. For one task W = (Σ y zᵀ + βR)(Σ z zᵀ + βI)⁻¹ over its images, y the expert's embeddings and R the rotation
/// that takes z nearest to y; for all tasks together both factors are summed over them. Wu et al. 2025, arXiv:2511.10943. The scale of β is
/// ours: the paper could not be read in full, nor is its code public.
/// </summary>
public sealed record React : IRepair
{
    /// <inheritdoc/>
    public string Name => "react";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTest;

    /// <inheritdoc/>
    public bool IsPerTask => Preference == ReactPreference.OneHot;

    /// <summary>β, the pull towards the rotation, as a multiple of the mean of the diagonal of Σ z zᵀ; above 0; default 0.1.</summary>
    public double Pull { get; init => field = Setting.Positive(value); } = 0.1;

    /// <summary>Whether all preference is on the task at hand (default) or equal. Left out of keys at its default, which earlier records stand for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ReactPreference Preference { get; init; }

    /// <inheritdoc/>
    public MergedModel Repair(MergedModel merged, RepairInput input)
    {
        using var untracked = no_grad();
        return Preference == ReactPreference.Equal
            ? new MappedModel(merged, Map(merged, input.Experts, input))
            : SurgicalModel.Of(merged, input.Experts.Select(expert => new TaskModules([], Map(merged, [expert], input))), input);
    }

    private MapModule Map(MergedModel merged, IEnumerable<Expert> experts, RepairInput input)
    {
        using var scope = NewDisposeScope();
        var pairs = experts.Select(expert =>
        {
            input.Cancellation.ThrowIfCancellationRequested();
            return Embeddings.Pairs(merged, expert.Task, input);
        }).ToArray();
        return new MapModule(AnchoredMap.Between(pairs, Pull).to_type(pairs[0].Found.dtype));
    }
}
