using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Alignment;
using SurgeryBench.Methods.Rescaling;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// TACT: experts of other foundations are brought into the order of channels of the base's, task arithmetic merges them from the mean of the
/// foundations, and then each task's activations are given, channel by channel, the mean and variance they have in its expert. Both steps
/// can be left out. Sharma et al. 2024, arXiv:2410.12766; instead of a moving average, moments are taken exactly and site by site.
/// </summary>
[Published("Sharma et al. 2024, arXiv:2410.12766", "aligned task arithmetic, then per-task re-scale and shift of activations")]
public sealed record Tact : IMergeMethod
{
    private const int Chunk = 128;

    /// <inheritdoc/>
    public string Name => (Align, Correct) switch
    {
        (true, true) => "tact",
        (true, false) => "tact-aligned",
        (false, true) => "tact-corrected",
        _ => "tact-merged",
    };

    /// <inheritdoc/>
    public DataUse Data => Correct ? DataUse.UnlabelledTrain : DataUse.None;

    /// <summary>Whether to look for the order of the other foundations' channels; default yes. Changes nothing where all experts share the base.</summary>
    public bool Align { get; init; } = true;

    /// <summary>Whether to scale and shift each task's activations; default yes.</summary>
    public bool Correct { get; init; } = true;

    /// <summary>λ of the task arithmetic; finite; default 0.4, as in the released notebooks.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.4;

    /// <summary>Images a task that moments are taken on, all if it has fewer; default 256.</summary>
    public int Images { get; init => field = Setting.Positive(value); } = 256;

    /// <summary>Added to variances; above 0; default 1e-5, the layer norm's.</summary>
    public double Epsilon { get; init => field = Setting.Positive(value); } = 1e-5;

    /// <inheritdoc/>
    public bool GivesWeights => !Correct;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts, foundations: input.Foundations);
        var images = input.Experts.ToDictionary(expert => expert.Task, expert => Correct ? input.ImagesOf(expert.Task) : null);
        using var aligned = new AlignedExperts(input, Align);
        var merged = (SingleModel)new TaskArithmetic { Scale = Scale }.Merge(aligned.Input);
        if (!Correct) return merged;
        var affines = aligned.Input.Experts.ToImmutableDictionary(expert => expert.Task, expert => Calibrate(merged.Weights, expert, images[expert.Task]!, input));
        return new RescaledModel(input.Backbone, merged, affines, ownsMerged: true);
    }

    private TowerAffines Calibrate(Weights merged, Expert expert, IImageSet images, MergeInput input)
    {
        using var scope = NewDisposeScope();
        // A copy: reordered weights are made at each use, and would otherwise stay for the rest of the merge.
        using var weights = expert.Weights.Clone();
        var chosen = input.Sampler.Draw(expert.Task, 0, 1, Images, images.Count).SelectMany(batch => batch);
        Tensor[] batches = [.. chosen.Chunk(Chunk).Select(indices => images.Take(indices))];
        return new TowerCalibration(input.Backbone, Epsilon, input.Cancellation).Fit(merged, weights, batches);
    }
}
