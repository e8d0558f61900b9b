using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Layouts;

/// <summary>The names of Hugging Face's CLIPVisionModelWithProjection: query, key and value apart, the projection transposed.</summary>
/// <param name="prefix">What stands before <c>embeddings.class_embedding</c>: <c>vision_model.</c>, or nothing in older files.</param>
public sealed class HuggingFaceLayout(string prefix = "vision_model.") : IKeyLayout
{
    private const string ProjectionName = "visual_projection.weight";

    private static readonly string[] BlockStems =
        ["layer_norm1.", "self_attn.q_proj.", "self_attn.k_proj.", "self_attn.v_proj.", "self_attn.out_proj.", "layer_norm2.", "mlp.fc1.", "mlp.fc2."];

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
    public IEnumerable<string> Names(int blocks)
    {
        string[] outer =
        [
            "embeddings.class_embedding", "embeddings.position_embedding.weight", "embeddings.patch_embedding.weight",
            "pre_layrnorm.weight", "pre_layrnorm.bias", "post_layernorm.weight", "post_layernorm.bias",
        ];
        var inner = Enumerable.Range(0, blocks).SelectMany(block => BlockStems.SelectMany(stem => Both(BlockPrefix(block) + stem)));
        return outer.Select(name => prefix + name).Append(ProjectionName).Concat(inner);
    }

    private static Affine Attention(Weights weights, string at)
    {
        Affine q = Pair(weights, at + "q_proj."), k = Pair(weights, at + "k_proj."), v = Pair(weights, at + "v_proj.");
        return new Affine(cat([q.Weight, k.Weight, v.Weight]), cat([q.Bias, k.Bias, v.Bias]));
    }

    private static string[] Both(string stem) => [stem + "weight", stem + "bias"];

    private string BlockPrefix(int block) => $"{prefix}encoder.layers.{block}.";

    private static Affine Pair(Weights weights, string stem) => new(weights[stem + "weight"], weights[stem + "bias"]);
}
