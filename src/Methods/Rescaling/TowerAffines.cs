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

    /// <summary>
    /// An encoder's weights with the corrections in them, but for those of what enters the first block and what leaves each: nothing then has
    /// to be computed inside of blocks that the encoder itself does not compute.
    /// </summary>
    /// <param name="backbone">The function the weights belong to.</param>
    /// <param name="weights">Borrowed; the result shares the tensors that stay as they are.</param>
    /// <returns>Owned by the caller.</returns>
    public Weights Fold(IBackbone backbone, Weights weights)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var tensors = weights.Names.ToDictionary(name => name, weights.Take);
        foreach (var layer in backbone.LinearLayers)
        {
            (tensors[layer.WeightName], tensors[layer.BiasName]) = Blocks[layer.Block].Fold(layer.Role, tensors[layer.WeightName], tensors[layer.BiasName]);
        }
        return new Weights(tensors);
    }

    /// <summary>Encodes images with the corrections in place.</summary>
    /// <param name="backbone">The function.</param>
    /// <param name="folded">What <see cref="Fold"/> gave, borrowed.</param>
    /// <param name="images">Borrowed, normalised, [batch, 3, side, side].</param>
    /// <param name="afterBlock">Called after each block with its corrected tokens; null for none.</param>
    /// <returns>The embedding, owned by the caller.</returns>
    public Tensor Encode(IBackbone backbone, Weights folded, Tensor images, BlockEdit? afterBlock)
    {
        using var scope = NewDisposeScope();
        var tokens = Embedding.Apply(backbone.Embed(folded, images));
        foreach (var (block, affines) in Blocks.Index())
        {
            var entering = tokens;
            var left = affines[BlockSite.Output].Apply(backbone.RunBlock(folded, block, entering));
            tokens = afterBlock?.Invoke(block, left) ?? left;
            entering.Dispose();
        }
        return backbone.Project(folded, tokens).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Embedding.Dispose();
        foreach (var block in Blocks) block.Dispose();
    }
}
