using SurgeryBench.Core;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Text;

/// <summary>The names of OpenAI's CLIP and of open_clip: <c>transformer.resblocks.0.attn.in_proj_weight</c> and so on.</summary>
/// <param name="prefix">What stands before <c>token_embedding.weight</c>: nothing, or <c>model.</c> in a saved image encoder.</param>
public sealed class OpenClipTextLayout(string prefix = "") : ITextLayout
{
    /// <inheritdoc/>
    public Tensor TokenEmbedding(Weights weights) => weights[prefix + "token_embedding.weight"];

    /// <inheritdoc/>
    public Tensor Positions(Weights weights) => weights[prefix + "positional_embedding"];

    /// <inheritdoc/>
    public BlockWeights Block(Weights weights, int block) => OpenClipBlock.Of(weights, BlockPrefix(block));

    /// <inheritdoc/>
    public Affine NormAfter(Weights weights) => OpenClipBlock.Pair(weights, prefix + "ln_final.");

    /// <inheritdoc/>
    public Tensor Projection(Weights weights) => weights[prefix + "text_projection"];

    /// <inheritdoc/>
    public Tensor LogitScale(Weights weights) => weights[prefix + "logit_scale"];

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, long[]>> Shapes(TextTransformerShape shape)
    {
        long width = shape.Width;
        (string Name, long[] Shape)[] outer =
        [
            ("token_embedding.weight", [shape.VocabularySize, width]), ("positional_embedding", [shape.ContextLength, width]),
            ("ln_final.weight", [width]), ("ln_final.bias", [width]), ("text_projection", [width, shape.EmbeddingSize]), ("logit_scale", []),
        ];
        return outer.Select(one => KeyValuePair.Create(prefix + one.Name, one.Shape))
            .Concat(Enumerable.Range(0, shape.Blocks).SelectMany(block => OpenClipBlock.Tensors(BlockPrefix(block), block, width).Select(tensor => tensor.NamedShape)));
    }

    private string BlockPrefix(int block) => $"{prefix}transformer.resblocks.{block}.";
}
