using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Layouts;

/// <summary>The names of OpenAI's CLIP and of open_clip: <c>visual.transformer.resblocks.0.attn.in_proj_weight</c> and so on.</summary>
/// <param name="prefix">What stands before <c>class_embedding</c>: <c>visual.</c>, or <c>model.visual.</c> in a saved image encoder.</param>
public sealed class OpenClipLayout(string prefix = "visual.") : IKeyLayout
{
    /// <summary>What a whole CLIP, or an image encoder that lost its text transformer, holds beside the tower.</summary>
    private static readonly string[] TextSide = ["positional_embedding", "text_projection", "logit_scale", "token_embedding.weight", "ln_final.weight", "ln_final.bias"];

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
    public IEnumerable<LaidOutTensor> Tensors(VisionTransformerShape shape)
    {
        LaidOutTensor[] outer =
        [
            One("class_embedding", [shape.Width], TowerPart.ClassToken), One("positional_embedding", [shape.Tokens, shape.Width], TowerPart.Positions),
            One("proj", [shape.Width, shape.EmbeddingSize], TowerPart.Projection), One("conv1.weight", [shape.Width, 3, shape.Patch, shape.Patch], TowerPart.PatchKernel),
            One("ln_pre.weight", [shape.Width], TowerPart.NormBeforeWeight), One("ln_pre.bias", [shape.Width], TowerPart.NormBeforeBias),
            One("ln_post.weight", [shape.Width], TowerPart.NormAfterWeight), One("ln_post.bias", [shape.Width], TowerPart.NormAfterBias),
        ];
        return outer.Concat(Enumerable.Range(0, shape.Blocks).SelectMany(block => OpenClipBlock.Tensors(BlockPrefix(block), block, shape.Width)));
    }

    /// <inheritdoc/>
    public bool IsBeside(string name)
    {
        var owner = prefix.EndsWith("visual.", StringComparison.Ordinal) ? prefix[..^"visual.".Length] : prefix;
        return name.StartsWith(owner, StringComparison.Ordinal)
            && (TextSide.Contains(name[owner.Length..]) || name.AsSpan(owner.Length).StartsWith("transformer.", StringComparison.Ordinal));
    }

    private LaidOutTensor One(string name, ImmutableArray<long> tensorShape, TowerPart part) => new(prefix + name, tensorShape, null, [part]);

    private string BlockPrefix(int block) => $"{prefix}transformer.resblocks.{block}.";
}
