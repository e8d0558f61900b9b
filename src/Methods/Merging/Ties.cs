using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// TIES: trim each task vector, elect a sign for each coordinate, merge the entries that agree, add λ times the result to the base.
/// Yadav et al. 2023, arXiv:2306.01708. The defaults (sum, λ = 0.3) are those of the AdaMerging and Surgery code;
/// <see cref="AsPublished"/> is the TIES paper's own form.
/// </summary>
public sealed record Ties : IMergeMethod
{
    /// <summary>The paper's form: disjoint mean, λ = 1, reported as <c>ties-mean</c>.</summary>
    public static Ties AsPublished { get; } = new() { Combination = DisjointMerge.Mean, Scale = 1 };

    /// <inheritdoc/>
    public string Name => Combination switch { DisjointMerge.Sum => "ties", DisjointMerge.Mean => "ties-mean", _ => "ties-max" };

    /// <summary>How agreeing entries are combined; default sum.</summary>
    public DisjointMerge Combination { get; init; } = DisjointMerge.Sum;

    /// <summary>Share of each task vector that the trim keeps, over all tensors together, in (0, 1); default 0.2.</summary>
    public double Density { get; init => field = Setting.Between(0, 1, value); } = 0.2;

    /// <summary>λ, what the merged task vector is multiplied by; finite; default 0.3.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.3;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var flat = new FlatModel(input.Base);
        var vectors = input.Experts.Select(expert => flat.TaskVector(expert.Weights));
        return new SingleModel(input.Backbone, flat.AddToBase(MergeVectors(vectors) * Scale));
    }

    /// <summary>The merged task vector, before λ.</summary>
    internal Tensor MergeVectors(IEnumerable<Tensor> vectors)
    {
        using var scope = NewDisposeScope();
        var trimmed = TiesSteps.TrimAll(vectors, Density);
        var signs = TiesSteps.Elect(trimmed);
        var selected = TiesSteps.Select(trimmed, signs);
        var sum = selected.sum(dim: 0);
        var merged = Combination switch
        {
            DisjointMerge.Mean => sum / selected.ne(0).sum(dim: 0).clamp(min: 1),
            DisjointMerge.Max => selected.abs().amax(0) * signs,
            _ => sum,
        };
        return merged.MoveToOuterDisposeScope();
    }
}
