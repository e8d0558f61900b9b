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

    /// <summary>The same with the next site's correction.</summary>
    public BlockAffines With(ChannelAffine next) => new(Sites.Add(next));

    /// <summary>Runs a block with the corrections in place.</summary>
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
            return (int)site < Sites.Length ? Sites[(int)site].Apply(activations) : activations;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var site in Sites) site.Dispose();
    }
}
