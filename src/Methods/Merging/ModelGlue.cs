using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Families;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Model-GLUE: groups experts whose weights are similar, merges each group selectively under a proxy score, and lets a gate without
/// training choose between the groups' models for each image. Zhao et al. 2024, arXiv:2410.05357; the mapping to image encoders is ours.
/// It looks at labels of validation images, which Surgery does not.
/// </summary>
[Published("Zhao et al. 2024, arXiv:2410.05357", "gate over Σ cτ θτ of each family of similar experts, c chosen by proxy accuracy")]
public sealed record ModelGlue : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "model-glue";

    /// <inheritdoc/>
    public DataUse Data => DataUse.LabelledValidation;

    /// <inheritdoc/>
    /// <remarks>Families gather around whichever member comes first.</remarks>
    public bool DependsOnOrder => true;

    /// <summary>How a family's coefficients are searched; default the best of all searches by the proxy score.</summary>
    public MergeSearch Search { get; init; } = MergeSearch.Best;

    /// <summary>Mean cosine of weight columns above which two models are of one family, in (-1, 1); default 0.95.</summary>
    public double Similarity { get; init => field = Setting.Between(-1, 1, value); } = 0.95;

    /// <summary>Labelled validation images a task for the proxy score; default 64.</summary>
    public int ProxyImages { get; init => field = Setting.Positive(value); } = 64;

    /// <summary>Proxy scores the evolution may ask for, in each family; default 200.</summary>
    public int Iterations { get; init => field = Setting.Positive(value); } = 200;

    /// <inheritdoc/>
    public bool GivesWeights => false;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var untracked = no_grad();
        using var proxy = new ProxyScore(input, ProxyImages);
        var families = ModelFamilies.Of([.. input.Experts.Select(expert => expert.Weights)], input.Backbone.LinearLayers, Similarity);
        ImmutableArray<Weights> merged = [.. families.Select((family, index) => Merge(input, proxy, family, index))];
        if (merged is [var only]) return new SingleModel(input.Backbone, only);
        using var scope = NewDisposeScope();
        var hidden = stack([.. input.Experts.Select(expert => MeanHidden(input, merged[0], expert.Task))]);
        return new FamilyMixture(input.Backbone, merged, FamilyRouter.Gates(hidden, families).DetachFromDisposeScope());
    }

    private Weights Merge(MergeInput input, ProxyScore proxy, ImmutableArray<int> family, int index)
    {
        var asked = 0;
        var merge = new SelectiveMerge([.. family.Select(member => input.Experts[member].Weights)], weights =>
        {
            var score = proxy.Of(weights);
            input.Progress?.Report(new StepProgress($"{Name} family {index}", Math.Min(++asked, Iterations), Iterations, 1 - score));
            return score;
        });
        return merge.Merge(Recipes(merge, input.Seed.For($"family {index}")).MaxBy(recipe => recipe.Score)!.Coefficients);
    }

    private IEnumerable<MergeRecipe> Recipes(SelectiveMerge merge, Seed seed)
    {
        if (Search is MergeSearch.Average or MergeSearch.Best) yield return merge.ByAverage();
        if (Search is MergeSearch.Coefficient or MergeSearch.Best) yield return merge.ByCoefficient();
        if (Search is MergeSearch.Evolution or MergeSearch.Best) yield return merge.ByEvolution(Iterations, seed);
    }

    private Tensor MeanHidden(MergeInput input, Weights dense, string task)
    {
        using var scope = NewDisposeScope();
        var images = input.ImagesOf(task);
        long[] first = [.. Enumerable.Range(0, Math.Min(ProxyImages, images.Count)).Select(index => (long)index)];
        return FamilyRouter.Hidden(input.Backbone, dense, images.Take(first)).mean([0L]).MoveToOuterDisposeScope();
    }
}
