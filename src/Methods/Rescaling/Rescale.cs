using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>
/// TACT's second step on any merge: for each task, and channel by channel, activations are given the mean and variance they have in its expert, at
/// several sites of every block. Sharma et al. 2024, arXiv:2410.12766; instead of a moving average, moments are taken exactly and site by site.
/// </summary>
public sealed record Rescale : IRepair
{
    private const int Chunk = 128;

    /// <inheritdoc/>
    public string Name => "rescale";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTest;

    /// <inheritdoc/>
    public bool NeedsWeights => true;

    /// <summary>Images a task that moments are taken on, all if it has fewer; above 0; default 256.</summary>
    public int Images { get; init => field = Setting.Positive(value); } = 256;

    /// <summary>Added to variances; above 0; default 1e-5, the layer norm's.</summary>
    public double Epsilon { get; init => field = Setting.Positive(value); } = 1e-5;

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The merged model has no plain weights.</exception>
    public MergedModel Repair(MergedModel merged, RepairInput input)
    {
        var affines = input.Experts.ToImmutableDictionary(expert => expert.Task, expert => Fit(PlainWeights.Of(merged, expert.Task, Name), expert, input));
        return new RescaledModel(input.Backbone, merged, affines, ownsMerged: false);
    }

    private TowerAffines Fit(Weights merged, Expert expert, RepairInput input)
    {
        using var scope = NewDisposeScope();
        var images = input.ImagesOf(expert.Task);
        Tensor[] batches = [.. CalibrationImages.Draw(input, expert.Task, Images).Chunk(Chunk).Select(indices => images.Take(indices))];
        var fitted = new TowerCalibration(input.Backbone, Epsilon, input.Cancellation).Fit(merged, expert.Weights, batches);
        input.Progress?.Report(new StepProgress(Name, input.Experts.IndexOf(expert) + 1, input.Experts.Length, double.NaN));
        return fitted;
    }
}
