using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>What leaves an expert's blocks, one block after the other. Owns the tokens it is at.</summary>
internal sealed class ExpertTokens : IDisposable
{
    private readonly IBackbone backbone;
    private readonly Weights expert;
    private Tensor tokens;
    private int block;

    /// <summary>Starts in front of the first block.</summary>
    /// <param name="backbone">The function.</param>
    /// <param name="expert">Its weights, borrowed.</param>
    /// <param name="images">Borrowed, normalised, [n, 3, side, side].</param>
    public ExpertTokens(IBackbone backbone, Weights expert, Tensor images)
    {
        (this.backbone, this.expert) = (backbone, expert);
        // Out of all scopes: it advances within those of another model's forward pass.
        tokens = backbone.Embed(expert, images).DetachFromDisposeScope();
    }

    /// <summary>Runs the next block.</summary>
    /// <returns>[n, tokens, width], borrowed; valid until the next call.</returns>
    public Tensor Next()
    {
        using var entering = tokens;
        return tokens = backbone.RunBlock(expert, block++, entering).DetachFromDisposeScope();
    }

    /// <summary>The embedding of what left the last block, [n, embedding], owned by the caller.</summary>
    public Tensor Embedding() => backbone.Project(expert, tokens);

    /// <inheritdoc/>
    public void Dispose() => tokens.Dispose();
}
