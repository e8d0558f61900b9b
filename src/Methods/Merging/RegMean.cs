using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// RegMean: each linear layer of the blocks becomes W = (Σ Wt Gt)(Σ Gt)⁻¹, whose outputs are nearest to the experts', where Gt is the mean of
/// x xᵀ over the tokens that enter the layer in expert t on its own training images, its off-diagonal entries shrunk. Everything else is the
/// mean of the experts. Jin et al. 2023, arXiv:2212.09849; details follow FusionBench. The ++ form goes block by block and shows each expert
/// what leaves the blocks merged so far: Nguyen et al. 2025, arXiv:2508.03121.
/// </summary>
[Published("Jin et al. 2023, arXiv:2212.09849; ++: Nguyen et al. 2025, arXiv:2508.03121", "(Σ Gt)⁻¹ Σ Gt Wt, Gt the Gram matrix of the layer inputs", Golden = "regmean")]
public sealed record RegMean : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => PlusPlus ? "regmean++" : "regmean";

    /// <inheritdoc/>
    public DataUse Data => DataUse.UnlabelledTrain;

    /// <summary>Whether the inputs of a block come from the merged blocks before it; default no.</summary>
    public bool PlusPlus { get; init; }

    /// <summary>Images a task, all there are if there are fewer; above 0; default 256.</summary>
    public int Images { get; init => field = Setting.Positive(value); } = 256;

    /// <summary>What off-diagonal entries of Gt are multiplied by; finite; default 0.95, as in FusionBench and RegMean++; the RegMean paper has 0.9.</summary>
    public double OffDiagonal { get; init => field = Setting.Finite(value); } = 0.95;

    /// <summary>
    /// Whether the ++ form averages the layer norm behind the last block as the plain form does; default no, since FusionBench's code leaves it
    /// the base's.
    /// </summary>
    public bool AveragesLastNorm { get; init; }

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        using var untracked = no_grad();
        using var walk = BlockWalk.Start(input, Images, (expert, name) =>
            PlusPlus && input.Backbone.RoleOf(name).Block is null ? BlockWalk.MeanOf(input, name) : expert.Weights.Take(name));
        var merged = input.Base.Map((name, anchor) => KeepsBase(input.Backbone.RoleOf(name)) || !anchor.is_floating_point() ? anchor.clone() : walk.MeanOf(name));
        for (var block = 0; block < input.Backbone.Blocks; block++)
        {
            using var scope = NewDisposeScope();
            using (var crossing = PlusPlus ? walk.Look(block) : walk.Pass(block)) Solve(merged, crossing, walk);
            if (PlusPlus) walk.Advance(merged, block);
        }
        return new SingleModel(input.Backbone, merged);
    }

    /// <summary>Gt of a layer.</summary>
    /// <param name="statistics">What passed through its block, borrowed.</param>
    /// <param name="role">The layer.</param>
    /// <returns>float64 [in, in].</returns>
    internal Tensor Gram(BlockStatistics statistics, LinearRole role)
    {
        using var scope = NewDisposeScope();
        var mean = statistics.Gram(role) / statistics.Tokens;
        return (mean * OffDiagonal + (mean.diagonal() * (1 - OffDiagonal)).diag()).MoveToOuterDisposeScope();
    }

    private bool KeepsBase(TensorRole role) => PlusPlus && !AveragesLastNorm && role is { Block: null, IsSecondNorm: true };

    private void Solve(Weights merged, BlockCrossing crossing, BlockWalk walk)
    {
        foreach (var layer in crossing.Layers)
        {
            using var scope = NewDisposeScope();
            Tensor[] grams = [.. crossing.Tasks.Select(task => Gram(task, layer.Role))];
            merged[layer.WeightName].copy_(LeastSquares.Solve(grams, walk.TensorsOf(layer.WeightName), walk.MeanOf(layer.WeightName)));
        }
    }
}
