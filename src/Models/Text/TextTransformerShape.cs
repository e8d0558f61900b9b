namespace SurgeryBench.Models.Text;

/// <summary>The sizes of a CLIP text tower.</summary>
/// <param name="Width">Width of a token.</param>
/// <param name="Blocks">Number of residual blocks.</param>
/// <param name="Heads">Attention heads; divides the width.</param>
/// <param name="ContextLength">Places for tokens.</param>
/// <param name="VocabularySize">Number of token ids.</param>
/// <param name="EmbeddingSize">Size of the projected embedding, the vision tower's.</param>
public sealed record TextTransformerShape(int Width, int Blocks, int Heads, int ContextLength, int VocabularySize, int EmbeddingSize)
{
    /// <summary>Number of parameters, the logit scale among them: each block has 12 width² + 13 width of them.</summary>
    public long ParameterCount =>
        (Blocks * ((12L * Width * Width) + (13 * Width))) + (Width * ((long)VocabularySize + ContextLength + EmbeddingSize + 2)) + 1;

    /// <summary>The text tower beside CLIP ViT-B/32: 63,428,097 parameters.</summary>
    public static TextTransformerShape B32 { get; } =
        new(Width: 512, Blocks: 12, Heads: 8, ContextLength: 77, VocabularySize: ClipTokenizer.VocabularySize, EmbeddingSize: 512);

    /// <summary>The text tower beside CLIP ViT-B/16, of the same sizes.</summary>
    public static TextTransformerShape B16 => B32;

    /// <summary>The text tower beside CLIP ViT-L/14: 123,650,305 parameters.</summary>
    public static TextTransformerShape L14 { get; } = B32 with { Width = 768, Heads = 12, EmbeddingSize = 768 };
}
