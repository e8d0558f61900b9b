using SurgeryBench.Core;
using SurgeryBench.Models.Text;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models.Text;

/// <summary>A text tower small enough for a unit test, with CLIP's vocabulary and none of its weights at a value that hides a fault.</summary>
internal static class TinyTextTower
{
    public static TextTransformerShape Shape { get; } =
        new(Width: 8, Blocks: 2, Heads: 2, ContextLength: 12, VocabularySize: ClipTokenizer.VocabularySize, EmbeddingSize: 4);

    public static TextTransformer Tower { get; } = new(Shape, new OpenClipTextLayout());

    public static Weights Weights() => new(new OpenClipTextLayout().Shapes(Shape).Select(one => KeyValuePair.Create(one.Key, Noise(one.Key, one.Value))));

    /// <summary>The same tower as Hugging Face stores it.</summary>
    public static Weights UnderHuggingFaceNames(Weights weights) => new(weights.Names.SelectMany(name => Renamed(name, weights[name])));

    public static Tensor Ids(params string[] texts) => new ClipTokenizer(contextLength: Shape.ContextLength).EncodeAll(texts);

    private static Tensor Noise(string name, long[] shape)
    {
        using var generator = Seed.Of("tiny text", name).Generator();
        var one = name.EndsWith("ln_1.weight", StringComparison.Ordinal) || name.EndsWith("ln_2.weight", StringComparison.Ordinal) || name == "ln_final.weight" ? 1f : 0f;
        return (randn(shape, generator: generator) * 0.4f) + one;
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Renamed(string name, Tensor tensor)
    {
        if (name.Contains("attn.in_proj_", StringComparison.Ordinal))
        {
            var (at, kind) = (Stem(name.Split("attn.in_proj_")[0]), name.Split("attn.in_proj_")[1]);
            return tensor.chunk(3).Zip(["q", "k", "v"], (part, letter) => KeyValuePair.Create($"{at}self_attn.{letter}_proj.{kind}", part.clone()));
        }
        return [KeyValuePair.Create(Stem(name), name == "text_projection" ? tensor.t().contiguous() : tensor.clone())];
    }

    private static string Stem(string name) => name switch
    {
        "logit_scale" => name,
        "text_projection" => "text_projection.weight",
        "token_embedding.weight" => "text_model.embeddings.token_embedding.weight",
        "positional_embedding" => "text_model.embeddings.position_embedding.weight",
        _ => name
            .Replace("transformer.resblocks.", "text_model.encoder.layers.", StringComparison.Ordinal)
            .Replace("ln_final", "text_model.final_layer_norm", StringComparison.Ordinal)
            .Replace("attn.out_proj", "self_attn.out_proj", StringComparison.Ordinal)
            .Replace("ln_", "layer_norm", StringComparison.Ordinal)
            .Replace("mlp.c_fc", "mlp.fc1", StringComparison.Ordinal)
            .Replace("mlp.c_proj", "mlp.fc2", StringComparison.Ordinal),
    };
}
