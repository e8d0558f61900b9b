using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models;

/// <summary>
/// An encoder that computes in bfloat16 though its weights, its edits and its embeddings are float32: for GPUs and processors that multiply
/// bfloat16 faster. Gradients reach the float32 weights.
/// </summary>
/// <param name="inner">The encoder.</param>
public sealed class BrainFloatEncoder(IBackbone inner) : IBackbone
{
    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public int Blocks => inner.Blocks;

    /// <inheritdoc/>
    public int Width => inner.Width;

    /// <inheritdoc/>
    public int Tokens => inner.Tokens;

    /// <inheritdoc/>
    public int EmbeddingSize => inner.EmbeddingSize;

    /// <inheritdoc/>
    public int ImageSize => inner.ImageSize;

    /// <inheritdoc/>
    public Tensor Encode(Weights weights, Tensor images, BlockEdit? afterBlock = null)
    {
        using var scope = NewDisposeScope();
        using var coarse = weights.Map((_, tensor) => tensor.is_floating_point() ? Coarse(tensor) : tensor.clone());
        BlockEdit? edit = afterBlock is null ? null : (block, tokens) => Coarse(afterBlock(block, Fine(tokens)));
        return Fine(inner.Encode(coarse, Coarse(images), edit)).MoveToOuterDisposeScope();
    }

    private static Tensor Coarse(Tensor tensor) => tensor.to_type(ScalarType.BFloat16);

    private static Tensor Fine(Tensor tensor) => tensor.to_type(ScalarType.Float32);
}
