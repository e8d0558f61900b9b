using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Layouts;

/// <summary>The names of Hugging Face's CLIPVisionModelWithProjection: query, key and value apart, the projection transposed.</summary>
/// <param name="prefix">What stands before <c>embeddings.class_embedding</c>: <c>vision_model.</c>, or nothing in older files.</param>
public sealed class HuggingFaceLayout(string prefix = "vision_model.") : IKeyLayout
{
    private const string Tower = "vision_model.";

    /// <summary>What stands before the tower and the text side alike.</summary>
    private string Owner { get; } = prefix.EndsWith(Tower, StringComparison.Ordinal) ? prefix[..^Tower.Length] : prefix;

    private string ProjectionName => Owner + "visual_projection.weight";

    /// <inheritdoc/>
    public Tensor ClassToken(Weights weights) => weights[prefix + "embeddings.class_embedding"];

    /// <inheritdoc/>
    public Tensor Positions(Weights weights) => weights[prefix + "embeddings.position_embedding.weight"];

    /// <inheritdoc/>
    public Tensor PatchKernel(Weights weights) => weights[prefix + "embeddings.patch_embedding.weight"];

    /// <inheritdoc/>
    public Affine NormBefore(Weights weights) => HuggingFaceBlock.Pair(weights, prefix + "pre_layrnorm.");

    /// <inheritdoc/>
    public Affine NormAfter(Weights weights) => HuggingFaceBlock.Pair(weights, prefix + "post_layernorm.");

    /// <inheritdoc/>
    public Tensor Projection(Weights weights) => weights[ProjectionName].t();

    /// <inheritdoc/>
    public BlockWeights Block(Weights weights, int block) => HuggingFaceBlock.Of(weights, BlockPrefix(block));

    /// <inheritdoc/>
    public IEnumerable<LaidOutTensor> Tensors(VisionTransformerShape shape)
    {
        LaidOutTensor[] outer =
        [
            One("embeddings.class_embedding", [shape.Width], TowerPart.ClassToken), One("embeddings.position_embedding.weight", [shape.Tokens, shape.Width], TowerPart.Positions),
            One("embeddings.patch_embedding.weight", [shape.Width, 3, shape.Patch, shape.Patch], TowerPart.PatchKernel),
            One("pre_layrnorm.weight", [shape.Width], TowerPart.NormBeforeWeight), One("pre_layrnorm.bias", [shape.Width], TowerPart.NormBeforeBias),
            One("post_layernorm.weight", [shape.Width], TowerPart.NormAfterWeight), One("post_layernorm.bias", [shape.Width], TowerPart.NormAfterBias),
            new(ProjectionName, [shape.EmbeddingSize, shape.Width], null, [TowerPart.Projection], IsTransposed: true),
        ];
        return outer.Concat(Enumerable.Range(0, shape.Blocks).SelectMany(block => HuggingFaceBlock.Tensors(BlockPrefix(block), block, shape.Width)));
    }

    /// <inheritdoc/>
    public bool IsBeside(string name) =>
        name == prefix + "embeddings.position_ids" || name == Owner + "logit_scale" || name == Owner + "text_projection.weight"
        || name.StartsWith(Owner + "text_model.", StringComparison.Ordinal);

    private LaidOutTensor One(string name, ImmutableArray<long> tensorShape, TowerPart part) => new(prefix + name, tensorShape, null, [part]);

    private string BlockPrefix(int block) => $"{prefix}encoder.layers.{block}.";
}
