using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>One task's images on their way through a tower, block by block. Owns their tokens.</summary>
internal sealed class TokenStream : IDisposable
{
    private const int Chunk = 32;
    private readonly IBackbone backbone;
    private readonly Tensor[] tokens;

    private TokenStream(IBackbone backbone, Tensor[] tokens) => (this.backbone, this.tokens) = (backbone, tokens);

    /// <summary>How many images there are.</summary>
    public long Images => tokens.Sum(part => part.shape[0]);

    /// <summary>Brings images to the first block.</summary>
    /// <param name="input">Where images come from.</param>
    /// <param name="task">Whose images.</param>
    /// <param name="indices">Which of them.</param>
    /// <param name="weights">The tensors outside the blocks, borrowed.</param>
    public static TokenStream Start(MethodInput input, string task, long[] indices, Weights weights)
    {
        var images = input.ImagesOf(task);
        return new TokenStream(input.Backbone, [.. indices.Chunk(Chunk).Select(part =>
        {
            using var scope = NewDisposeScope();
            return input.Backbone.Embed(weights, images.Take(part)).DetachFromDisposeScope();
        })]);
    }

    /// <summary>What passes through a block; the stream stays in front of it.</summary>
    public BlockStatistics Look(Weights weights, int block)
    {
        var statistics = new BlockStatistics();
        foreach (var part in tokens) statistics.Run(backbone, weights, block, part).Dispose();
        return statistics;
    }

    /// <summary>Passes through a block and says what did.</summary>
    public BlockStatistics Pass(Weights weights, int block)
    {
        var statistics = new BlockStatistics();
        Replace(part => statistics.Run(backbone, weights, block, part));
        return statistics;
    }

    /// <summary>Passes through a block.</summary>
    public void Advance(Weights weights, int block) => Replace(part => backbone.RunBlock(weights, block, part));

    /// <summary>Σ x̂² of the class tokens at the layer norm behind the last block, or in front of the first of all tokens, [width].</summary>
    /// <param name="classTokenOnly">Whether only the class tokens count.</param>
    public Tensor NormSquares(bool classTokenOnly)
    {
        using var scope = NewDisposeScope();
        return tokens.Select(part => BlockStatistics.SquaresOf(classTokenOnly ? part.select(1, 0) : part)).Aggregate((sum, part) => sum + part).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var part in tokens) part.Dispose();
    }

    private void Replace(Func<Tensor, Tensor> step)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            using var scope = NewDisposeScope();
            var next = step(tokens[i]).DetachFromDisposeScope();
            tokens[i].Dispose();
            tokens[i] = next;
        }
    }
}
