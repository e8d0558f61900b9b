using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>
/// MAGIC: the merged task vector is given, layer by layer, the magnitude that the experts' have, in weights, in features or in both. Li et al.
/// 2025, arXiv:2512.19320, code lyymuwu/MAGIC. A model stays one for all tasks, and nothing is stored beyond it; where each task has weights of its
/// own, they are compared with that task's expert alone.
/// </summary>
/// <remarks>
/// The code's factor in feature space is one a token position and needs the base at inference; here it is their mean, one a linear layer, which
/// is written into the weights. It also keeps a list of layers that may only shrink, found by trials on labelled data; there is none here.
/// </remarks>
public sealed record Magic : IRepair
{
    /// <inheritdoc/>
    public string Name => "magic";

    /// <summary>Where magnitudes are compared; default both.</summary>
    public MagicSpace Space { get; init; }

    /// <summary>Images a task that features are looked at on, all if it has fewer; above 0; default 64.</summary>
    public int Images { get; init => field = Setting.Positive(value); } = 64;

    /// <inheritdoc/>
    public DataUse Data => Space == MagicSpace.Weights ? DataUse.None : DataUse.UnlabelledTest;

    /// <inheritdoc/>
    public bool NeedsWeights => true;

    /// <inheritdoc/>
    public bool IsPerTask => false;

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The merged model has no plain weights.</exception>
    public MergedModel Repair(MergedModel merged, RepairInput input)
    {
        using var untracked = no_grad();
        var sets = input.Experts.GroupBy(expert => PlainWeights.Of(merged, expert.Task, Name), ReferenceEqualityComparer.Instance);
        var calibrated = sets.SelectMany(set =>
        {
            input.Cancellation.ThrowIfCancellationRequested();
            var weights = Calibrated((Weights)set.Key!, [.. set], input);
            return set.Select(expert => KeyValuePair.Create(expert.Task, weights));
        });
        return new CalibratedModel(merged, input.Backbone, calibrated.ToImmutableDictionary());
    }

    private Weights Calibrated(Weights merged, ImmutableArray<Expert> served, RepairInput input)
    {
        var weights = merged.Clone();
        if (Space != MagicSpace.Features) WeightMagnitudes.Match(weights, served, input.Base, input.Backbone);
        if (Space != MagicSpace.Weights) FeatureMagnitudes.Match(weights, served, Images, input);
        return weights;
    }
}
