using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Bayesian model merging, its inner level: each linear layer of the blocks is the regression W = (Σ Wt Gt + r C)(Σ Gt + r I)⁻¹ with a Gaussian
/// prior around an anchor C, here task arithmetic, where Gt is the mean of x xᵀ over the tokens that enter the layer in expert t. Everything else
/// is the anchor's. Li et al. 2026, arXiv:2605.12843. A reconstruction: the formula is from secondary sources; the search for settings by labelled validation, the
/// paper's outer level, is left out, and r is a multiple of the mean diagonal of Σ Gt, which frees it from the scale of the activations.
/// </summary>
[Published("Li et al. 2026, arXiv:2605.12843 (reconstruction)", "least squares of the layer outputs with a prior at another merge")]
public sealed record BayesianMerging : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => "bmm";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTrain;

    /// <summary>Images a task, all there are if there are fewer; above 0; default 256.</summary>
    public int Images { get; init => field = Setting.Positive(value); } = 256;

    /// <summary>r over the mean diagonal of Σ Gt; above 0; default 0.05, which is no published value.</summary>
    public double Prior { get; init => field = Setting.Positive(value); } = 0.05;

    /// <summary>λ of the anchor θ0 + λ Σ τt; finite; default 0.3.</summary>
    public double AnchorScale { get; init => field = Setting.Finite(value); } = 0.3;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        using var untracked = no_grad();
        using var walk = BlockWalk.Start(input, Images, (expert, name) => expert.Weights.Take(name));
        var merged = input.Base.Map((name, anchor) => anchor.is_floating_point() ? anchor + ((stack(walk.TensorsOf(name)) - anchor).sum(dim: 0) * AnchorScale) : anchor.clone());
        for (var block = 0; block < input.Backbone.Blocks; block++)
        {
            using var crossing = walk.Pass(block);
            foreach (var layer in crossing.Layers)
            {
                using var scope = NewDisposeScope();
                var matrix = merged[layer.WeightName];
                Tensor[] grams = [.. crossing.Tasks.Select(task => task.Gram(layer.Role) / task.Tokens)];
                matrix.copy_(LeastSquares.Solve(grams, walk.TensorsOf(layer.WeightName), matrix, Prior));
            }
        }
        return new SingleModel(input.Backbone, merged);
    }
}
