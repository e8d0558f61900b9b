using System.Collections.Immutable;
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
    public int Heads => inner.Heads;

    /// <inheritdoc/>
    public int Tokens => inner.Tokens;

    /// <inheritdoc/>
    public int EmbeddingSize => inner.EmbeddingSize;

    /// <inheritdoc/>
    public int ImageSize => inner.ImageSize;

    /// <inheritdoc/>
    public long MultiplyAdds => inner.MultiplyAdds;

    /// <inheritdoc/>
    public ImmutableArray<LinearLayer> LinearLayers => inner.LinearLayers;

    /// <inheritdoc/>
    public TensorRole RoleOf(string name) => inner.RoleOf(name);

    /// <inheritdoc/>
    public Tensor Encode(Weights weights, Tensor images, BlockEdit? afterBlock = null, LinearEdit? linear = null)
    {
        using var scope = NewDisposeScope();
        using var coarse = Coarse(weights);
        BlockEdit? edit = afterBlock is null ? null : (block, tokens) => Coarse(afterBlock(block, Fine(tokens)));
        return Fine(inner.Encode(coarse, Coarse(images), edit, Coarse(linear))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Embed(Weights weights, Tensor images) => Coarsely(weights, images, inner.Embed);

    /// <inheritdoc/>
    public Tensor RunBlock(Weights weights, int block, Tensor tokens, LinearEdit? linear = null) =>
        Coarsely(weights, tokens, (coarse, entering) => inner.RunBlock(coarse, block, entering, Coarse(linear)));

    /// <inheritdoc/>
    public Tensor Project(Weights weights, Tensor tokens) => Coarsely(weights, tokens, inner.Project);

    private static Tensor Coarsely(Weights weights, Tensor input, Func<Weights, Tensor, Tensor> step)
    {
        using var scope = NewDisposeScope();
        using var coarse = Coarse(weights);
        return Fine(step(coarse, Coarse(input))).MoveToOuterDisposeScope();
    }

    private static LinearEdit? Coarse(LinearEdit? linear) => linear is null
        ? null
        : call => Coarse(linear(call with { Input = Fine(call.Input), Weight = Fine(call.Weight), Bias = Fine(call.Bias) }));

    private static Weights Coarse(Weights weights) => weights.Map((_, tensor) => tensor.is_floating_point() ? Coarse(tensor) : tensor.clone());

    private static Tensor Coarse(Tensor tensor) => tensor.to_type(ScalarType.BFloat16);

    private static Tensor Fine(Tensor tensor) => tensor.to_type(ScalarType.Float32);
}
