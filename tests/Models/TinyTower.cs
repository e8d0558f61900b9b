using SurgeryBench.Core;
using SurgeryBench.Models;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models;

/// <summary>A tower small enough to compute by hand, none of whose weights is at a value that hides a fault.</summary>
internal static class TinyTower
{
    public static VisionTransformerShape Shape { get; } = new(Width: 8, Blocks: 2, Heads: 2, Patch: 2, ImageSize: 6, EmbeddingSize: 4);

    public static Weights Weights()
    {
        using var drawn = VisionTransformerInit.Draw(Shape, Seed.Of("tiny"));
        return drawn.Map((name, tensor) => tensor + (Noise(name, tensor.shape) * 0.3f));
    }

    public static Tensor Images(int count) => Noise("images", [count, 3, Shape.ImageSize, Shape.ImageSize]);

    /// <summary>The same tower as Hugging Face stores it.</summary>
    public static Weights UnderHuggingFaceNames(Weights weights) => new(weights.Names.SelectMany(name => Renamed(name, weights[name])));

    private static Tensor Noise(string name, long[] shape)
    {
        using var generator = Seed.Of("tiny noise", name).Generator();
        return randn(shape, generator: generator);
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Renamed(string name, Tensor tensor)
    {
        if (name.Contains("attn.in_proj_", StringComparison.Ordinal))
        {
            var (at, kind) = (Stem(name.Split("attn.in_proj_")[0]), name.Split("attn.in_proj_")[1]);
            return tensor.chunk(3).Zip(["q", "k", "v"], (part, letter) => KeyValuePair.Create($"{at}self_attn.{letter}_proj.{kind}", part.clone()));
        }
        return [KeyValuePair.Create(Stem(name), name == "visual.proj" ? tensor.t().contiguous() : tensor.clone())];
    }

    private static string Stem(string name) => name
        .Replace("visual.class_embedding", "vision_model.embeddings.class_embedding", StringComparison.Ordinal)
        .Replace("visual.positional_embedding", "vision_model.embeddings.position_embedding.weight", StringComparison.Ordinal)
        .Replace("visual.conv1.weight", "vision_model.embeddings.patch_embedding.weight", StringComparison.Ordinal)
        .Replace("visual.proj", "visual_projection.weight", StringComparison.Ordinal)
        .Replace("visual.ln_pre", "vision_model.pre_layrnorm", StringComparison.Ordinal)
        .Replace("visual.ln_post", "vision_model.post_layernorm", StringComparison.Ordinal)
        .Replace("visual.transformer.resblocks.", "vision_model.encoder.layers.", StringComparison.Ordinal)
        .Replace("attn.out_proj", "self_attn.out_proj", StringComparison.Ordinal)
        .Replace("ln_", "layer_norm", StringComparison.Ordinal)
        .Replace("mlp.c_fc", "mlp.fc1", StringComparison.Ordinal)
        .Replace("mlp.c_proj", "mlp.fc2", StringComparison.Ordinal);
}
