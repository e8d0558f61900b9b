using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>One task's corrections of a whole encoder. Owns them.</summary>
/// <param name="Embedding">Of what enters the first block.</param>
/// <param name="Blocks">Of each block.</param>
internal sealed record TowerAffines(ChannelAffine Embedding, ImmutableArray<BlockAffines> Blocks) : IDisposable
{
    /// <summary>Channels of all sites.</summary>
    public long Channels => Blocks.SelectMany(block => block.Sites).Prepend(Embedding).Sum(site => site.Scale.numel());

    /// <summary>Numbers to store: two a channel.</summary>
    public long ParameterCount => 2 * Channels;

    /// <summary>Encodes images with the corrections in place.</summary>
    /// <param name="backbone">The function.</param>
    /// <param name="weights">Borrowed.</param>
    /// <param name="images">Borrowed, normalised, [batch, 3, side, side].</param>
    /// <param name="afterBlock">Called after each block with its corrected tokens; null for none.</param>
    /// <returns>The embedding, owned by the caller.</returns>
    public Tensor Encode(IBackbone backbone, Weights weights, Tensor images, BlockEdit? afterBlock)
    {
        using var scope = NewDisposeScope();
        var tokens = Embedding.Apply(backbone.Embed(weights, images));
        foreach (var (block, affines) in Blocks.Index())
        {
            var entering = tokens;
            var left = affines.Run(backbone, weights, block, entering);
            tokens = afterBlock?.Invoke(block, left) ?? left;
            entering.Dispose();
        }
        return backbone.Project(weights, tokens).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Embedding.Dispose();
        foreach (var block in Blocks) block.Dispose();
    }
}
