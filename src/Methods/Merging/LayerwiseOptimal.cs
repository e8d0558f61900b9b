using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// LOT, layer-wise optimal task vectors: θ = θ0 + λ τ, where τ of a linear layer of the blocks is (Σ XtᵀXt)⁺ Σ XtᵀXt τtᵀ, transposed, over the
/// inputs Xt of the layer in expert t on its own training images; τ of a layer norm's scale is Σ st τt / Σ st by channel, st the sum of squares
/// of the normalised tokens; τ of everything else is the mean. Sun et al. 2025, arXiv:2505.23859.
/// </summary>
[Published("Sun et al. 2025, arXiv:2505.23859", "θ0 + λ (Σ XtᵀXt)⁺ Σ XtᵀXt τt")]
public sealed record LayerwiseOptimal : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "lot";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTrain;

    /// <summary>Images a task, all there are if there are fewer; above 0; default 64, as the paper recommends.</summary>
    public int Images { get; init => field = Setting.Positive(value); } = 64;

    /// <summary>λ; finite; default 1.2, the paper's for ViT-B/32; its ViT-L/14 has 1.5.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 1.2;

    /// <summary>Eigenvalues of Σ XtᵀXt up to this share of the largest count as 0; in (0, 1); default 1e-6.</summary>
    public double CutOff { get; init => field = Setting.Between(0, 1, value); } = 1e-6;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        using var untracked = no_grad();
        using var walk = BlockWalk.Start(input, Images, (expert, name) => expert.Weights.Take(name));
        var merged = input.Base.Map((name, anchor) => anchor.is_floating_point() ? anchor + ((walk.MeanOf(name) - anchor) * Scale) : anchor.clone());
        MergeFirstNorm(merged, input);
        for (var block = 0; block < input.Backbone.Blocks; block++)
        {
            using var scope = NewDisposeScope();
            using var crossing = walk.Pass(block);
            foreach (var layer in crossing.Layers) MergeMatrix(merged, input, layer.WeightName, [.. crossing.Tasks.Select(task => task.Gram(layer.Role))]);
            foreach (var second in new[] { false, true }) MergeNorm(merged, input, block, second, [.. crossing.Tasks.Select(task => task.NormSquares(second))]);
        }
        using var last = NewDisposeScope();
        MergeNorm(merged, input, block: null, second: true, [.. walk.Streams.Select(stream => stream.NormSquares(classTokenOnly: true))]);
        return new SingleModel(input.Backbone, merged);
    }

    private void MergeFirstNorm(Weights merged, MergeInput input)
    {
        using var scope = NewDisposeScope();
        using var plain = BlockWalk.StartUnscaled(input, Images, (expert, name) => expert.Weights.Take(name));
        MergeNorm(merged, input, block: null, second: false, [.. plain.Streams.Select(stream => stream.NormSquares(classTokenOnly: false))]);
    }

    private void MergeMatrix(Weights merged, MergeInput input, string name, Tensor[] grams)
    {
        using var scope = NewDisposeScope();
        var anchor = input.Base.Take(name);
        Tensor[] vectors = [.. input.Experts.Select(expert => expert.Weights.Take(name) - anchor)];
        merged[name].copy_(anchor + (LeastSquares.SolveOfLeastNorm(grams, vectors, CutOff) * Scale));
    }

    private void MergeNorm(Weights merged, MergeInput input, int? block, bool second, Tensor[] squares)
    {
        using var scope = NewDisposeScope();
        var name = TowerPieces.NormWeight(input.Backbone, input.Base, block, second);
        var anchor = input.Base.Take(name);
        var vectors = stack([.. input.Experts.Select(expert => expert.Weights.Take(name) - anchor)]);
        var weights = stack(squares);
        var merging = (weights * vectors).sum(dim: 0) / weights.sum(dim: 0).clamp(min: 1e-300);
        merged[name].copy_(anchor + (merging * Scale));
    }
}
