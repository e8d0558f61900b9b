using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Task arithmetic in the trust region: θ = θ0 + λ Σ m ⊙ τt, where m drops the entries at which other tasks' changes hurt most,
/// Ω = Σ over t of gt ⊙ Σ over others of |τ|. gt is the mean over labelled training images of the magnitude of an image's gradient of
/// cross-entropy at θ0; the zero-shot form takes |τt| for it. Sun et al. 2025, arXiv:2501.15065; the cut follows FusionBench, whose gradient
/// form cannot run.
/// </summary>
[Published("Sun et al. 2025, arXiv:2501.15065", "task arithmetic without the entries of largest Σ |∇Li| |τj|")]
public sealed record TrustRegion : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => ZeroShot ? "trust-region-zero-shot" : "trust-region";

    /// <inheritdoc/>
    public DataUse Data => ZeroShot ? DataUse.None : DataUse.LabelledTrain;

    /// <summary>Whether task vectors stand in for gradients; default no.</summary>
    public bool ZeroShot { get; init; }

    /// <summary>Share of all entries that stay, those of smallest Ω; in (0, 1); default 0.99.</summary>
    public double Quantile { get; init => field = Setting.Between(0, 1, value); } = 0.99;

    /// <summary>λ; finite; default 0.3.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.3;

    /// <summary>Images a task whose gradients are taken, all there are if there are fewer; above 0; default 128.</summary>
    public int Images { get; init => field = Setting.Positive(value); } = 128;

    /// <inheritdoc/>
    public long TrainingImages(int tasks) => ZeroShot ? 0 : (long)tasks * Images;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var scope = NewDisposeScope();
        var flat = new FlatModel(input.Base);
        using var danger = flat.NewVector().zero_();
        foreach (var expert in input.Experts) AddDanger(input, expert, flat, danger);
        using var untracked = no_grad();
        var threshold = MagnitudeRank.Of(danger, (long)(danger.numel() * Quantile) + 1);
        return new SingleModel(input.Backbone, input.Base.Map((name, anchor) => !anchor.is_floating_point() ? anchor.clone()
            : anchor + (VectorsOf(input, name).sum(dim: 0) * PlaceOf(name, flat, danger).lt(threshold).view(anchor.shape) * Scale)));
    }

    /// <summary>gt by gradients, by the names of the tensors they reach, in the caller's scope.</summary>
    internal Dictionary<string, Tensor> Sensitivity(MergeInput input, Expert expert)
    {
        var images = input.ImagesOf(expert.Task);
        var labels = input.Data.First(one => one.Task == expert.Task).Labels;
        var drawn = CalibrationImages.Draw(input, expert.Task, Images);
        using var gradients = new ParameterGradients(input.Backbone, input.Base);
        var housekeeper = new StepHousekeeper();
        Dictionary<string, Tensor> sums = [];
        foreach (var index in drawn)
        {
            input.Cancellation.ThrowIfCancellationRequested();
            using var image = images.Take([index]);
            using var label = tensor(new long[] { labels[(int)index] }, device: image.device);
            gradients.Visit(image, embedding => nn.functional.cross_entropy(expert.Head.Logits(embedding), label), (name, gradient) =>
            {
                if (!sums.ContainsKey(name)) sums[name] = zeros_like(gradient).MoveToOuterDisposeScope();
                sums[name].add_(gradient.abs(), 1.0 / drawn.Length);
            });
            housekeeper.AfterStep();
        }
        return sums;
    }

    private static Tensor PlaceOf(string name, FlatModel flat, Tensor vector)
    {
        var at = flat.Names.IndexOf(name);
        return vector.narrow(0, flat.Lengths.Take(at).Sum(), flat.Lengths[at]);
    }

    private static Tensor VectorsOf(MergeInput input, string name) => stack([.. input.Experts.Select(expert => expert.Weights.Take(name))]) - input.Base.Take(name);

    private void AddDanger(MergeInput input, Expert expert, FlatModel flat, Tensor danger)
    {
        using var scope = NewDisposeScope();
        var sensitivity = ZeroShot ? null : Sensitivity(input, expert);
        using var untracked = no_grad();
        var own = input.Experts.IndexOf(expert);
        foreach (var name in flat.Names)
        {
            using var step = NewDisposeScope();
            if (sensitivity?.ContainsKey(name) == false) continue;
            var magnitudes = VectorsOf(input, name).abs();
            var others = magnitudes.sum(dim: 0) - magnitudes[own];
            PlaceOf(name, flat, danger).add_(((sensitivity?[name] ?? magnitudes[own]) * others).flatten());
        }
    }
}
