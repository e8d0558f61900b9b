using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// FeatCal: task arithmetic, then block by block every linear layer and layer norm is fitted anew, on what the calibrated blocks before let
/// through, to the experts' answers at inputs a part of the way towards the experts' own, with an anchor beyond the merge. One encoder, no task
/// needed. What is outside the blocks stays merged. arXiv:2605.13030 (2026) and its code; a layer norm's normal equations are ours to normalise.
/// </summary>
[Published("2026, arXiv:2605.13030", "(Σ Ct + λI) Wᵀ = Σ Bt Wtᵀ + λ(ρ WTA + (1−ρ) W0)ᵀ, block by block")]
public sealed record FeatCal : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "featcal";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTrain;

    /// <summary>λ of the task arithmetic; finite; default 0.3.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.3;

    /// <summary>Images a task, all there are if there are fewer; above 0; default 256.</summary>
    public int Images { get; init => field = Setting.Positive(value); } = 256;

    /// <summary>The pull towards the anchor, where each task's second moments have norm 1; above 0; default 0.05.</summary>
    public double Ridge { get; init => field = Setting.Positive(value); } = 0.05;

    /// <summary>ρ of the anchor ρ θTA + (1 − ρ) θ0: above 1 it lies beyond the merge; finite; default 2.2, the code's (the paper says 2).</summary>
    public double AnchorScale { get; init => field = Setting.Finite(value); } = 2.2;

    /// <summary>How far an input that the expert is asked about lies towards the expert's own; in [0, 1]; default 0.25, the code's (the paper says 0.3).</summary>
    public double Mix { get; init => field = Setting.Share(value); } = 0.25;

    /// <summary>Weight of a patch's token beside a class token's in the last block, but for keys and values; above 0; default 0.01.</summary>
    public double PatchWeight { get; init => field = Setting.Positive(value); } = 0.01;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        using var untracked = no_grad();
        var merged = (SingleModel)new TaskArithmetic { Scale = Scale }.Merge(input);
        ImmutableArray<FeatureStream> streams = [.. input.Experts.Select(expert => new FeatureStream(input, expert, merged.Weights, Images))];
        for (var block = 0; block < input.Backbone.Blocks; block++)
        {
            input.Cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var runs = streams.Select(stream => stream.Look(merged.Weights, block)).ToArray();
            new BlockCalibration(this, input, merged.Weights, block, [.. streams.Zip(runs, (stream, both) => (stream.Expert, both))]).Write();
            foreach (var (stream, both) in streams.Zip(runs)) stream.Advance(merged.Weights, block, both.Wanted);
        }
        foreach (var stream in streams) stream.Dispose();
        return merged;
    }
}
