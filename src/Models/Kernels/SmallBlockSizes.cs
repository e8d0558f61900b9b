using SurgeryBench.Core.Kernels;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Kernels;

/// <summary>Sizes of a residual block of a small tower.</summary>
/// <param name="Tokens">Tokens of an image.</param>
/// <param name="Width">Width of a token.</param>
/// <param name="Heads">Attention heads.</param>
/// <param name="Hidden">Width inside the perceptron.</param>
internal readonly record struct SmallBlockSizes(int Tokens, int Width, int Heads, int Hidden)
{
    // What is computed on the way for so many images stays in a core's own cache.
    private const int ImagesAtATime = 8;

    /// <summary>Rows of tokens computed together.</summary>
    public int RowsAtATime => ImagesAtATime * Tokens;

    /// <summary>Numbers that going back needs of a row.</summary>
    public int TraceOfRow => (5 * Width) + Hidden;

    /// <summary>Numbers that are only needed while a row is computed.</summary>
    public int ScratchOfRow => Width + Math.Max(3 * Width, Hidden) + Math.Max(Width, Hidden);

    /// <summary>Numbers of the four weights.</summary>
    public int Weights => (4 * Width * Width) + (2 * Width * Hidden);

    /// <summary>Whether vectors divide everything and caches hold it.</summary>
    public bool Suit =>
        Tokens <= ScoreRow.Length && Width % Heads == 0 && Width / Heads % MatrixProduct.Columns == 0 && Hidden % MatrixProduct.Columns == 0
        && Width <= MatrixProduct.MostWidth && Hidden <= MatrixProduct.MostWidth;

    /// <summary>Those of a block on some tokens.</summary>
    public static SmallBlockSizes Of(BlockWeights block, Tensor tokens, int heads) =>
        new((int)tokens.shape[1], (int)tokens.shape[2], heads, (int)block.Expand.Bias.shape[0]);

    /// <summary>The rows of an array of tokens, as many at a time as are computed together.</summary>
    /// <param name="length">Numbers in the array.</param>
    public IEnumerable<RowRange> Parts(int length) => RowRange.Parts(length / Width, RowsAtATime);
}
