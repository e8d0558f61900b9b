using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Layouts;

/// <summary>The names of OpenAI's CLIP and of open_clip: <c>visual.transformer.resblocks.0.attn.in_proj_weight</c> and so on.</summary>
/// <param name="prefix">What stands before <c>class_embedding</c>: <c>visual.</c>, or <c>model.visual.</c> in a saved image encoder.</param>
public sealed class OpenClipLayout(string prefix = "visual.") : IKeyLayout
{
    private static readonly string[] BlockNames =
    [
        "ln_1.weight", "ln_1.bias", "attn.in_proj_weight", "attn.in_proj_bias", "attn.out_proj.weight", "attn.out_proj.bias",
        "ln_2.weight", "ln_2.bias", "mlp.c_fc.weight", "mlp.c_fc.bias", "mlp.c_proj.weight", "mlp.c_proj.bias",
    ];

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
    public IEnumerable<string> Names(int blocks)
    {
        string[] outer = ["class_embedding", "positional_embedding", "proj", "conv1.weight", "ln_pre.weight", "ln_pre.bias", "ln_post.weight", "ln_post.bias"];
        return outer.Select(name => prefix + name).Concat(Enumerable.Range(0, blocks).SelectMany(block => BlockNames.Select(name => BlockPrefix(block) + name)));
    }

    private string BlockPrefix(int block) => $"{prefix}transformer.resblocks.{block}.";

    private static Affine Pair(Weights weights, string stem) => new(weights[stem + "weight"], weights[stem + "bias"]);
}
