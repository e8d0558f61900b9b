using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>Corrections of one residual block, for all of its sites or, while they are being found, for the first few. Owns them.</summary>
/// <param name="Sites">One a site, in the order of <see cref="BlockSite"/>.</param>
internal sealed record BlockAffines(ImmutableArray<ChannelAffine> Sites) : IDisposable
{
    /// <summary>No correction.</summary>
    public static BlockAffines None { get; } = new([]);

    /// <summary>The correction of a site.</summary>
    public ChannelAffine this[BlockSite site] => Sites[(int)site];

    /// <summary>The same with the next site's correction.</summary>
    public BlockAffines With(ChannelAffine next) => new(Sites.Add(next));

    /// <summary>Runs a block with the corrections found so far in place.</summary>
    /// <param name="backbone">The function.</param>
    /// <param name="weights">Borrowed.</param>
    /// <param name="block">Index of the block.</param>
    /// <param name="tokens">What enters it, borrowed.</param>
    /// <param name="look">Shown what each site gives before its own correction; null for nobody.</param>
    /// <returns>What leaves the block, owned by the caller.</returns>
    public Tensor Run(IBackbone backbone, Weights weights, int block, Tensor tokens, Action<BlockSite, Tensor>? look = null)
    {
        using var scope = NewDisposeScope();
        var left = backbone.RunBlock(weights, block, tokens, call => call.Layer.Role switch
        {
            LinearRole.AttentionOut => (call with { Input = Corrected(BlockSite.Context, call.Input) }).Run(),
            LinearRole.Expand => Corrected(BlockSite.Hidden, (call with { Input = Corrected(BlockSite.Norm, call.Input) }).Run()),
            _ => call.Run(),
        });
        return Corrected(BlockSite.Output, left).MoveToOuterDisposeScope();

        Tensor Corrected(BlockSite site, Tensor activations)
        {
            look?.Invoke(site, activations);
            return (int)site < Sites.Length ? this[site].Apply(activations) : activations;
        }
    }

    /// <summary>A linear layer with the corrections of all sites beside it in its weights.</summary>
    /// <param name="role">Which of the block's layers it is.</param>
    /// <param name="weight">[out, in], borrowed.</param>
    /// <param name="bias">[out], borrowed.</param>
    /// <returns>The layer's new tensors, in the caller's scope; those it was given where no site is beside it.</returns>
    public (Tensor Weight, Tensor Bias) Fold(LinearRole role, Tensor weight, Tensor bias)
    {
        if (role == LinearRole.AttentionOut) return this[BlockSite.Context].FoldBefore(weight, bias);
        if (role != LinearRole.Expand) return (weight, bias);
        (weight, bias) = this[BlockSite.Norm].FoldBefore(weight, bias);
        return this[BlockSite.Hidden].FoldAfter(weight, bias);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var site in Sites) site.Dispose();
    }
}
