using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Text;

/// <summary>
/// CLIP's text tower (Radford et al. 2021, arXiv:2103.00020) as a function of its weights: causal pre-norm blocks, QuickGELU, layer norm
/// with epsilon 1e-5, and the token at the largest id, the end token, projected without normalisation.
/// </summary>
/// <param name="shape">Its sizes.</param>
/// <param name="layout">Under which names the weights are found.</param>
public sealed class TextTransformer(TextTransformerShape shape, ITextLayout layout)
{
    /// <summary>The tower's sizes.</summary>
    public TextTransformerShape Shape => shape;

    /// <summary>Under which names the weights are found.</summary>
    public ITextLayout Layout => layout;

    /// <summary>Embeds texts.</summary>
    /// <param name="weights">The tower's float32 weights, borrowed.</param>
    /// <param name="ids">Token ids as int64 on the weights' device, [texts, at most the context length], as <see cref="ClipTokenizer"/> gives them.</param>
    /// <returns>Embeddings, not normalised, [texts, embedding], owned by the caller.</returns>
    /// <exception cref="ArgumentException">The ids are no matrix that fits the context.</exception>
    public Tensor Encode(Weights weights, Tensor ids)
    {
        if (ids.dim() != 2 || ids.shape[1] > shape.ContextLength)
            throw new ArgumentException($"Token ids are [{string.Join(", ", ids.shape)}]; [texts, at most {shape.ContextLength}] was expected.", nameof(ids));
        using var scope = NewDisposeScope();
        var ends = ids.argmax(1);
        // No token sees those after it, so nothing behind the last end token can matter.
        var tokens = Embed(weights, ids.narrow(1, 0, ends.max().item<long>() + 1));
        for (var block = 0; block < shape.Blocks; block++)
        {
            var entering = tokens;
            tokens = LeaveBlock(weights, block, entering);
            entering.Dispose();
        }
        return Project(weights, tokens, ends).MoveToOuterDisposeScope();
    }

    /// <summary>Token embeddings with their positions.</summary>
    /// <returns>[texts, tokens, width], owned by the caller.</returns>
    internal Tensor Embed(Weights weights, Tensor ids)
    {
        using var scope = NewDisposeScope();
        var rows = layout.TokenEmbedding(weights).index_select(0, ids.reshape(-1)).view(ids.shape[0], ids.shape[1], shape.Width);
        return (rows + layout.Positions(weights).narrow(0, 0, ids.shape[1])).MoveToOuterDisposeScope();
    }

    /// <summary>Tokens as they leave a block.</summary>
    /// <returns>[texts, tokens, width], owned by the caller.</returns>
    internal Tensor LeaveBlock(Weights weights, int block, Tensor tokens)
    {
        using var scope = NewDisposeScope();
        return ResidualBlock.Run(layout.Block(weights, block), tokens, shape.Heads, causal: true).MoveToOuterDisposeScope();
    }

    private Tensor Project(Weights weights, Tensor tokens, Tensor ends)
    {
        var last = tokens.gather(1, ends.view(-1, 1, 1).expand(-1, 1, shape.Width)).squeeze(1);
        return layout.NormAfter(weights).LayerNorm(last).matmul(layout.Projection(weights));
    }
}
