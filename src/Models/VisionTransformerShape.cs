namespace SurgeryBench.Models;

/// <summary>The sizes of a CLIP vision tower.</summary>
/// <param name="Width">Width of a token.</param>
/// <param name="Blocks">Number of residual blocks.</param>
/// <param name="Heads">Attention heads; divides the width.</param>
/// <param name="Patch">Side of a patch, pixels; divides the image side.</param>
/// <param name="ImageSize">Side of the square input, pixels.</param>
/// <param name="EmbeddingSize">Size of the projected embedding.</param>
public sealed record VisionTransformerShape(int Width, int Blocks, int Heads, int Patch, int ImageSize, int EmbeddingSize)
{
    /// <summary>Patches along one side.</summary>
    public int Grid => ImageSize / Patch;

    /// <summary>Tokens a block sees: one class token and the patches.</summary>
    public int Tokens => (Grid * Grid) + 1;

    /// <summary>Width of one attention head.</summary>
    public int HeadWidth => Width / Heads;

    /// <summary>Number of parameters: each block has 12 width² + 13 width of them.</summary>
    public long ParameterCount =>
        (Blocks * ((12L * Width * Width) + (13 * Width))) + (Width * ((long)Tokens + EmbeddingSize + (3 * Patch * Patch) + 5));

    /// <summary>
    /// Multiply-adds of encoding one image: one a weight and token in the blocks' matrices, two a width and pair of tokens in attention, one a
    /// weight and patch in the patch kernel, one a weight in the projection. 4.4 billion for ViT-B/32.
    /// </summary>
    public long MultiplyAddsPerImage => (Blocks * ((12L * Width * Width * Tokens) + (2L * Width * Tokens * Tokens)))
        + ((Tokens - 1) * 3L * Patch * Patch * Width) + ((long)Width * EmbeddingSize);

    /// <summary>Floating-point operations of encoding one image: two a multiply-add. 8.8 billion for ViT-B/32.</summary>
    public double FlopsPerImage => 2.0 * MultiplyAddsPerImage;

    /// <summary>The small tower of the embedded suites: 32x32 images, 17 tokens, trained by this project.</summary>
    public static VisionTransformerShape Mini { get; } = new(Width: 96, Blocks: 6, Heads: 3, Patch: 8, ImageSize: 32, EmbeddingSize: 64);

    /// <summary>CLIP ViT-B/32: 87,849,216 parameters.</summary>
    public static VisionTransformerShape B32 { get; } = new(Width: 768, Blocks: 12, Heads: 12, Patch: 32, ImageSize: 224, EmbeddingSize: 512);

    /// <summary>CLIP ViT-B/16: 86,192,640 parameters.</summary>
    public static VisionTransformerShape B16 { get; } = B32 with { Patch = 16 };

    /// <summary>CLIP ViT-L/14: 303,966,208 parameters.</summary>
    public static VisionTransformerShape L14 { get; } = new(Width: 1024, Blocks: 24, Heads: 16, Patch: 14, ImageSize: 224, EmbeddingSize: 768);
}
