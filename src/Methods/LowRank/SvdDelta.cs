using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.LowRank;

/// <summary>
/// The control without data for <see cref="AnchoredSurgery"/>, of the same size: every linear layer of the blocks, and the projection if
/// it was fine-tuned too, gets the largest singular triples of the expert's difference in weights, every bias is the expert's.
/// </summary>
public sealed record SvdDelta : LowRankRewrite
{
    /// <inheritdoc/>
    public override string Name => "svd-delta";

    /// <inheritdoc/>
    public override DataUse Data => DataUse.None;

    private protected override long FinalCountOn(IBackbone backbone) => (long)FinalRankOn(backbone) * (backbone.Width + backbone.EmbeddingSize);

    private protected override FinalUpdate Rewrite(Weights own, Expert expert, RepairInput input)
    {
        var backbone = input.Backbone;
        for (var block = 0; block < backbone.Blocks; block++)
        {
            foreach (var role in Roles)
            {
                using var scope = NewDisposeScope();
                StackedLayer layer = StackedLayer.Of(backbone, own, block, role), source = StackedLayer.Of(backbone, expert.Weights, block, role);
                layer.Absorb(Cut(source.Matrix() - layer.Matrix(), RankOn(backbone), source.Bias() - layer.Bias()));
            }
        }
        if (own.Names.FirstOrDefault(name => backbone.RoleOf(name).Kind == TensorKind.Projection) is not { } projection) return new FinalUpdate(null, 0);
        own[projection].add_(ThinSvd.Leading(expert.Weights[projection] - own[projection], FinalRankOn(backbone)).Compose());
        return new FinalUpdate(null, FinalCountOn(backbone));
    }

    private static LowRankMap Cut(Tensor matrix, int rank, Tensor bias)
    {
        var svd = ThinSvd.Leading(matrix, rank);
        return new LowRankMap(svd.V.mT, svd.U * svd.S, bias);
    }
}
