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
    public Affine NormBefore(Weights weights) => Pair(weights, prefix + "ln_pre.");

    /// <inheritdoc/>
    public Affine NormAfter(Weights weights) => Pair(weights, prefix + "ln_post.");

    /// <inheritdoc/>
    public Tensor Projection(Weights weights) => weights[prefix + "proj"];

    /// <inheritdoc/>
    public BlockWeights Block(Weights weights, int block)
    {
        var at = BlockPrefix(block);
        return new BlockWeights(
            Pair(weights, at + "ln_1."), Pair(weights, at + "attn.in_proj_"), Pair(weights, at + "attn.out_proj."),
            Pair(weights, at + "ln_2."), Pair(weights, at + "mlp.c_fc."), Pair(weights, at + "mlp.c_proj."));
    }

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
        (string Name, long[] Shape)[] inner =
        [
            ("ln_1.weight", [width]), ("ln_1.bias", [width]), ("attn.in_proj_weight", [3 * width, width]), ("attn.in_proj_bias", [3 * width]),
            ("attn.out_proj.weight", [width, width]), ("attn.out_proj.bias", [width]), ("ln_2.weight", [width]), ("ln_2.bias", [width]),
            ("mlp.c_fc.weight", [4 * width, width]), ("mlp.c_fc.bias", [4 * width]), ("mlp.c_proj.weight", [width, 4 * width]), ("mlp.c_proj.bias", [width]),
        ];
        var blocks = Enumerable.Range(0, shape.Blocks).SelectMany(block => inner.Select(one => KeyValuePair.Create(BlockPrefix(block) + one.Name, one.Shape)));
        return outer.Select(one => KeyValuePair.Create(prefix + one.Name, one.Shape)).Concat(blocks);
    }

    private string BlockPrefix(int block) => $"{prefix}transformer.resblocks.{block}.";

    private static Affine Pair(Weights weights, string stem) => new(weights[stem + "weight"], weights[stem + "bias"]);
}
