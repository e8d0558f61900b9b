using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.MixtureRegression;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Heads of all tasks on the frozen base, fitted together as a robust finite mixture regression: every class is a Bernoulli target, an
/// image has only its own task's targets observed, clusters of images have coefficients of their own, and outliers are shifted away. A row
/// to compare with, trained on labels, that merges nothing. A reconstruction of Liang et al. 2018, arXiv:2010.05430, of which the abstract
/// alone was available.
/// </summary>
[Published("Robust finite mixture regression, arXiv:2010.05430 (reconstruction)", "arg max of Σr πr(x) σ(b + βjrᵀ x), x the embedding of θ0")]
public sealed record RobustMixtureHeads : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "fmr-heads";

    /// <inheritdoc/>
    public bool IsReference => true;

    /// <inheritdoc/>
    public DataUse Data => DataUse.LabelledTrain;

    /// <summary>K, clusters of images; default 2.</summary>
    public int Components { get; init => field = Setting.Positive(value); } = 2;

    /// <summary>Training images a task; all where there are fewer; default 150.</summary>
    public int Images { get; init => field = Setting.Positive(value); } = 150;

    /// <summary>λ1, the weight of the group lasso that chooses features for all tasks and clusters together; above 0; default 1e-3.</summary>
    public double FeaturePenalty { get; init => field = Setting.Positive(value); } = 1e-3;

    /// <summary>λ2, the weight of the outlier shifts; above 0; default 1.5. Large values shift nothing.</summary>
    public double ShiftPenalty { get; init => field = Setting.Positive(value); } = 1.5;

    /// <summary>Most iterations of the best of three starts; default 60.</summary>
    public int Iterations { get; init => field = Setting.Positive(value); } = 60;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        ImmutableArray<LabelledEmbeddings> tasks = [.. input.Experts.Select(expert => Embed(input, expert))];
        var settings = new MixtureSettings
        {
            Components = Components,
            FeaturePenalty = FeaturePenalty,
            ShiftPenalty = ShiftPenalty,
            Iterations = Iterations,
            ShortIterations = Math.Min(Iterations, 10),
            Starts = 3,
        };
        return new FrozenEncoderModel(input.Backbone, input.Base.Clone(), MixtureHeads.Fit(tasks, settings, input.Seed.For("mixture"), cancellation: input.Cancellation));
    }

    private LabelledEmbeddings Embed(MergeInput input, Expert expert)
    {
        var data = input.Data.FirstOrDefault(data => data.Task == expert.Task);
        var images = input.ImagesOf(expert.Task);
        var random = input.Seed.For($"images/{expert.Task}").Random();
        long[] drawn = [.. Enumerable.Range(0, images.Count).OrderBy(_ => random.Next()).Take(Images).Select(index => (long)index)];
        var labels = tensor(drawn.Select(index => (long)data!.Labels[(int)index]).ToArray());
        return new LabelledEmbeddings(expert.Task, nn.functional.normalize(input.Backbone.Encode(input.Base, images.Take(drawn)), dim: 1), labels, expert.Head.Classes);
    }
}
