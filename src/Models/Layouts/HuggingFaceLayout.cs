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
    public Affine NormBefore(Weights weights) => Pair(weights, prefix + "pre_layrnorm.");

    /// <inheritdoc/>
    public Affine NormAfter(Weights weights) => Pair(weights, prefix + "post_layernorm.");

    /// <inheritdoc/>
    public Tensor Projection(Weights weights) => weights[ProjectionName].t();

    /// <inheritdoc/>
    public BlockWeights Block(Weights weights, int block)
    {
        var at = BlockPrefix(block);
        return new BlockWeights(
            Pair(weights, at + "layer_norm1."), Attention(weights, at + "self_attn."), Pair(weights, at + "self_attn.out_proj."),
            Pair(weights, at + "layer_norm2."), Pair(weights, at + "mlp.fc1."), Pair(weights, at + "mlp.fc2."));
    }

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
        (string Stem, long[] Weight)[] inner =
        [
            ("layer_norm1.", [width]), ("self_attn.q_proj.", [width, width]), ("self_attn.k_proj.", [width, width]), ("self_attn.v_proj.", [width, width]),
            ("self_attn.out_proj.", [width, width]), ("layer_norm2.", [width]), ("mlp.fc1.", [4 * width, width]), ("mlp.fc2.", [width, 4 * width]),
        ];
        return outer.Select(one => KeyValuePair.Create(prefix + one.Name, one.Shape))
            .Append(KeyValuePair.Create<string, long[]>(ProjectionName, [shape.EmbeddingSize, width]))
            .Concat(Enumerable.Range(0, shape.Blocks).SelectMany(block => inner.SelectMany(one => Both(BlockPrefix(block) + one.Stem, one.Weight))));
    }

    private static Affine Attention(Weights weights, string at)
    {
        Affine q = Pair(weights, at + "q_proj."), k = Pair(weights, at + "k_proj."), v = Pair(weights, at + "v_proj.");
        return new Affine(cat([q.Weight, k.Weight, v.Weight]), cat([q.Bias, k.Bias, v.Bias]));
    }

    /// <summary>A weight and its bias, which has one value a row.</summary>
    private static KeyValuePair<string, long[]>[] Both(string stem, long[] weight) =>
        [KeyValuePair.Create(stem + "weight", weight), KeyValuePair.Create(stem + "bias", weight[..1])];

    private string BlockPrefix(int block) => $"{prefix}encoder.layers.{block}.";

    private static Affine Pair(Weights weights, string stem) => new(weights[stem + "weight"], weights[stem + "bias"]);
}
