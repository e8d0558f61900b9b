using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using SurgeryBench.Methods.Surgery;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.LowRank;

/// <summary>
/// What repairs by weights have in common: for each task an update of low rank, with a bias, of linear layers of the blocks, written into a copy
/// of the merged weights, and one of the embedding. What is stored is the updates alone.
/// </summary>
public abstract record LowRankRewrite : IRepair
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract DataUse Data { get; }

    /// <inheritdoc/>
    public bool NeedsWeights => true;

    /// <summary>
    /// Rank of a block's updates, query, key and value counting as one layer; null (default) is the largest that stores no more than SurgeryV2
    /// does, and at least 1, which on ViT-L stores more.
    /// </summary>
    public int? Rank { get; init => field = value is { } rank ? Setting.Positive(rank) : null; }

    /// <summary>Rank of the update of the embedding; null (default) is SurgeryV2's rank.</summary>
    public int? FinalRank { get; init => field = value is { } rank ? Setting.Positive(rank) : null; }

    /// <summary>Which layers of a block are updated; default all.</summary>
    public UpdatedLayers Layers { get; init; }

    /// <summary>Whether the expert's layer norms, of the blocks and behind the last one, take the place of the merged ones and are stored too; default no.</summary>
    public bool CopiesNorms { get; init; }

    /// <summary>What the repair stores for each task on a backbone.</summary>
    public RepairSize SizeOn(IBackbone backbone)
    {
        var rank = RankOn(backbone);
        return new RepairSize(rank, (Roles.Count() * backbone.Blocks) + 1, StoredAt(rank, backbone));
    }

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The merged model has no plain weights.</exception>
    public MergedModel Repair(MergedModel merged, RepairInput input)
    {
        using var untracked = no_grad();
        var tasks = input.Experts.ToImmutableDictionary(expert => expert.Task, expert =>
        {
            input.Cancellation.ThrowIfCancellationRequested();
            var own = PlainWeights.Of(merged, expert.Task, Name).Clone();
            using var scope = NewDisposeScope();
            if (CopiesNorms) CopyNorms(input.Backbone, expert.Weights, own);
            var final = Rewrite(own, expert, input);
            return new AbsorbedTask(own, final, StoredInBlocks(RankOn(input.Backbone), input.Backbone) + final.Stored);
        });
        return new AbsorbedModel(merged, input.Backbone, tasks);
    }

    /// <summary>The layers of a block that are updated, in the order in which they compute.</summary>
    private protected IEnumerable<LinearRole> Roles =>
        Enum.GetValues<LinearRole>().Where(role => Layers == UpdatedLayers.All || role is LinearRole.AttentionOut or LinearRole.Contract);

    /// <summary>Rewrites one task's weights in place.</summary>
    /// <returns>What is done to the embedding.</returns>
    private protected abstract FinalUpdate Rewrite(Weights own, Expert expert, RepairInput input);

    /// <summary>Numbers that an update of the embedding takes.</summary>
    private protected abstract long FinalCountOn(IBackbone backbone);

    private protected int RankOn(IBackbone backbone)
    {
        if (Rank is { } asked) return asked;
        var budget = new SurgeryV2().SizeOn(backbone).ParametersPerTask;
        return Enumerable.Range(1, backbone.Width).TakeWhile(rank => rank == 1 || StoredAt(rank, backbone) <= budget).Last();
    }

    private protected int FinalRankOn(IBackbone backbone) => FinalRank ?? MatchedRank.OfSurgeryV2(backbone);

    private long StoredAt(int rank, IBackbone backbone) => StoredInBlocks(rank, backbone) + FinalCountOn(backbone);

    private long StoredInBlocks(int rank, IBackbone backbone)
    {
        long width = backbone.Width;
        var block = Roles.Sum(role => role switch
        {
            LinearRole.Attention => LowRankMap.CountOf(width, 3 * width, rank),
            LinearRole.AttentionOut => LowRankMap.CountOf(width, width, rank),
            LinearRole.Expand => LowRankMap.CountOf(width, 4 * width, rank),
            _ => LowRankMap.CountOf(4 * width, width, rank),
        });
        var norms = CopiesNorms ? ((4 * backbone.Blocks) + 2) * width : 0;
        return (backbone.Blocks * block) + norms;
    }

    private static void CopyNorms(IBackbone backbone, Weights expert, Weights own)
    {
        var kinds = own.Names.Select(name => (Name: name, Role: backbone.RoleOf(name)));
        foreach (var (name, role) in kinds.Where(pair => pair.Role.Kind is TensorKind.NormWeight or TensorKind.NormBias))
        {
            if (role.Block is not null || role.IsSecondNorm) own[name].copy_(expert[name]);
        }
    }
}
