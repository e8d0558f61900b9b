using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>
/// Finds the corrections that give a merged encoder, site by site, the channel means and variances of an expert on the same images. Each
/// site is measured with all corrections before it in place, so that all moments fit in the end.
/// </summary>
/// <param name="backbone">The function of both.</param>
/// <param name="epsilon">See <see cref="ChannelAffine.Between"/>.</param>
/// <param name="cancellation">Stops between two blocks.</param>
internal sealed class TowerCalibration(IBackbone backbone, double epsilon, CancellationToken cancellation)
{
    private readonly StepHousekeeper housekeeper = new(every: 4);

    /// <summary>Finds them.</summary>
    /// <param name="merged">The encoder to correct, borrowed.</param>
    /// <param name="expert">The task's expert, its channels in the merged encoder's order, borrowed.</param>
    /// <param name="images">Batches of the task's images, borrowed.</param>
    /// <returns>Owned by the caller.</returns>
    public TowerAffines Fit(Weights merged, Weights expert, IReadOnlyList<Tensor> images)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var entering = images.Select(batch => backbone.Embed(merged, batch)).ToArray();
        var wanted = images.Select(batch => backbone.Embed(expert, batch)).ToArray();
        using ChannelMoments own = MomentsOf(entering), goal = MomentsOf(wanted);
        var embedding = ChannelAffine.Between(own, goal, epsilon);
        entering = Replace(entering, embedding.Apply);
        var blocks = ImmutableArray.CreateBuilder<BlockAffines>(backbone.Blocks);
        for (var block = 0; block < backbone.Blocks; block++)
        {
            cancellation.ThrowIfCancellationRequested();
            blocks.Add(Fit(block, merged, expert, ref entering, ref wanted));
            housekeeper.AfterStep();
        }
        return new TowerAffines(embedding, blocks.ToImmutable());
    }

    private BlockAffines Fit(int block, Weights merged, Weights expert, ref Tensor[] entering, ref Tensor[] wanted)
    {
        using var scope = NewDisposeScope();
        using var goals = new SiteMoments();
        wanted = Leaving(BlockAffines.None, expert, block, wanted, goals.Add);
        var fitted = BlockAffines.None;
        foreach (var next in Enum.GetValues<BlockSite>()) fitted = fitted.With(NextOf(fitted, next, merged, block, entering, goals));
        entering = Leaving(fitted, merged, block, entering, look: null);
        foreach (var tokens in entering.Concat(wanted)) tokens.MoveToOuterDisposeScope();
        return fitted;
    }

    private ChannelAffine NextOf(BlockAffines fitted, BlockSite next, Weights merged, int block, Tensor[] entering, SiteMoments goals)
    {
        using var own = new SiteMoments();
        foreach (var tokens in entering) fitted.Run(backbone, merged, block, tokens, Count).Dispose();
        return ChannelAffine.Between(own[next], goals[next], epsilon);

        void Count(BlockSite site, Tensor activations)
        {
            if (site == next) own.Add(site, activations);
        }
    }

    private Tensor[] Leaving(BlockAffines affines, Weights weights, int block, Tensor[] entering, Action<BlockSite, Tensor>? look) =>
        Replace(entering, tokens => affines.Run(backbone, weights, block, tokens, look));

    private static Tensor[] Replace(Tensor[] tokens, Func<Tensor, Tensor> function)
    {
        var results = new Tensor[tokens.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            results[i] = function(tokens[i]);
            tokens[i].Dispose();
        }
        return results;
    }

    private static ChannelMoments MomentsOf(Tensor[] tokens)
    {
        var moments = new ChannelMoments(tokens[0].shape[^1], tokens[0].device);
        foreach (var batch in tokens) moments.Add(batch);
        return moments;
    }
}
