using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Layouts;

/// <summary>The names of OpenAI's CLIP and of open_clip: <c>visual.transformer.resblocks.0.attn.in_proj_weight</c> and so on.</summary>
/// <param name="prefix">What stands before <c>class_embedding</c>: <c>visual.</c>, or <c>model.visual.</c> in a saved image encoder.</param>
public sealed class OpenClipLayout(string prefix = "visual.") : IKeyLayout
{
    /// <inheritdoc/>
    public Tensor ClassToken(Weights weights) => weights[prefix + "class_embedding"];

    /// <inheritdoc/>
    public Tensor Positions(Weights weights) => weights[prefix + "positional_embedding"];

    /// <inheritdoc/>
    public Tensor PatchKernel(Weights weights) => weights[prefix + "conv1.weight"];

    /// <inheritdoc/>
    public Affine NormBefore(Weights weights) => OpenClipBlock.Pair(weights, prefix + "ln_pre.");

    /// <inheritdoc/>
    public Affine NormAfter(Weights weights) => OpenClipBlock.Pair(weights, prefix + "ln_post.");

    /// <inheritdoc/>
    public Tensor Projection(Weights weights) => weights[prefix + "proj"];

    /// <inheritdoc/>
    public BlockWeights Block(Weights weights, int block) => OpenClipBlock.Of(weights, BlockPrefix(block));

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, long[]>> Shapes(VisionTransformerShape shape)
    {
        long width = shape.Width;
        (string Name, long[] Shape)[] outer =
        [
            ("class_embedding", [width]), ("positional_embedding", [shape.Tokens, width]), ("proj", [width, shape.EmbeddingSize]),
            ("conv1.weight", [width, 3, shape.Patch, shape.Patch]),
            ("ln_pre.weight", [width]), ("ln_pre.bias", [width]), ("ln_post.weight", [width]), ("ln_post.bias", [width]),
        ];
        return outer.Select(one => KeyValuePair.Create(prefix + one.Name, one.Shape))
            .Concat(Enumerable.Range(0, shape.Blocks).SelectMany(block => OpenClipBlock.Shapes(BlockPrefix(block), width)));
    }

    private string BlockPrefix(int block) => $"{prefix}transformer.resblocks.{block}.";
}
