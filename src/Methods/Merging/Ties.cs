using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// TIES: trim each task vector, elect a sign for each coordinate, merge the entries that agree, add λ times the result to the base.
/// Yadav et al. 2023, arXiv:2306.01708. The defaults (sum, λ = 0.3) are those of the AdaMerging and Surgery code;
/// <see cref="AsPublished"/> is the TIES paper's own form.
/// </summary>
[Published("Yadav et al. 2023, arXiv:2306.01708", "θ0 + λ · merge of the entries of trimmed τt whose sign is elected", Golden = "ties")]
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
    public IEnumerable<IMergeMethod> Grid() => Setting.Steps(0.1m, 1.5m, 0.1m).Select(scale => this with { Scale = scale });

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var untracked = no_grad();
        return new SingleModel(input.Backbone, Merge(new VectorPieces(input.Base, input.Experts), new FlatModel(input.Base).Thresholds(input.Experts, Density)));
    }

    /// <summary>The merged task vector, before λ.</summary>
    /// <param name="trimmed">[T, d], the trimmed task vectors or a piece of each, borrowed.</param>
    /// <param name="signs">[d], the signs of their sums, borrowed.</param>
    /// <param name="balance">The sum of the signs of the whole model.</param>
    /// <returns>[d].</returns>
    internal Tensor Merge(Tensor trimmed, Tensor signs, double balance)
    {
        using var scope = NewDisposeScope();
        var elected = TiesSteps.Elect(signs, balance);
        var selected = TiesSteps.Select(trimmed, elected);
        var merged = Combination switch
        {
            DisjointMerge.Mean => selected.sum(dim: 0) / selected.ne(0).sum(dim: 0).clamp(min: 1),
            DisjointMerge.Max => selected.abs().amax(0) * elected,
            _ => selected.sum(dim: 0),
        };
        return merged.MoveToOuterDisposeScope();
    }

    // The balance of the whole model decides only coordinates whose entries cancel exactly. It is known after the first pass, which is
    // right as it is where there is none of those.
    private Weights Merge(VectorPieces pieces, double[] thresholds)
    {
        var pass = new TiesPass(this, thresholds);
        var merged = pieces.AddToBase(vectors => pass.Merge(vectors, 0).mul_(Scale));
        if (!pass.Cancels || pass.Balance == 0) return merged;
        merged.Dispose();
        return pieces.AddToBase(vectors => new TiesPass(this, thresholds).Merge(vectors, Math.Sign(pass.Balance)).mul_(Scale));
    }
}
