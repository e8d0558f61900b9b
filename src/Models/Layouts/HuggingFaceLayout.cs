using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Layouts;

/// <summary>The names of Hugging Face's CLIPVisionModelWithProjection: query, key and value apart, the projection transposed.</summary>
/// <param name="prefix">What stands before <c>embeddings.class_embedding</c>: <c>vision_model.</c>, or nothing in older files.</param>
public sealed class HuggingFaceLayout(string prefix = "vision_model.") : IKeyLayout
{
    private const string ProjectionName = "visual_projection.weight";

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
    public IEnumerable<KeyValuePair<string, long[]>> Shapes(VisionTransformerShape shape)
    {
        long width = shape.Width;
        (string Name, long[] Shape)[] outer =
        [
            ("embeddings.class_embedding", [width]), ("embeddings.position_embedding.weight", [shape.Tokens, width]),
            ("embeddings.patch_embedding.weight", [width, 3, shape.Patch, shape.Patch]),
            ("pre_layrnorm.weight", [width]), ("pre_layrnorm.bias", [width]), ("post_layernorm.weight", [width]), ("post_layernorm.bias", [width]),
        ];
        return outer.Select(one => KeyValuePair.Create(prefix + one.Name, one.Shape))
            .Append(KeyValuePair.Create<string, long[]>(ProjectionName, [shape.EmbeddingSize, width]))
            .Concat(Enumerable.Range(0, shape.Blocks).SelectMany(block => HuggingFaceBlock.Shapes(BlockPrefix(block), width)));
    }

    private string BlockPrefix(int block) => $"{prefix}encoder.layers.{block}.";
}
