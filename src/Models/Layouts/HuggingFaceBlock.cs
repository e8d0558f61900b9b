using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Layouts;

/// <summary>A residual block under Hugging Face's names, the same in both towers: query, key and value apart.</summary>
internal static class HuggingFaceBlock
{
    /// <summary>The block's tensors.</summary>
    /// <param name="weights">Where they are.</param>
    /// <param name="at">What stands before <c>layer_norm1</c>.</param>
    public static BlockWeights Of(Weights weights, string at) => new(
        Pair(weights, at + "layer_norm1."), Attention(weights, at + "self_attn."), Pair(weights, at + "self_attn.out_proj."),
        Pair(weights, at + "layer_norm2."), Pair(weights, at + "mlp.fc1."), Pair(weights, at + "mlp.fc2."));

    /// <summary>The weight and bias whose names begin so.</summary>
    public static Affine Pair(Weights weights, string stem) => new(weights[stem + "weight"], weights[stem + "bias"]);

    /// <summary>The block's names with their shapes.</summary>
    public static IEnumerable<KeyValuePair<string, long[]>> Shapes(string at, long width)
    {
        (string Stem, long[] Weight)[] pairs =
        [
            ("layer_norm1.", [width]), ("self_attn.q_proj.", [width, width]), ("self_attn.k_proj.", [width, width]), ("self_attn.v_proj.", [width, width]),
            ("self_attn.out_proj.", [width, width]), ("layer_norm2.", [width]), ("mlp.fc1.", [4 * width, width]), ("mlp.fc2.", [width, 4 * width]),
        ];
        return pairs.SelectMany(one => Both(at + one.Stem, one.Weight));
    }

    /// <summary>A weight and its bias, which has one value a row.</summary>
    private static KeyValuePair<string, long[]>[] Both(string stem, long[] weight) =>
        [KeyValuePair.Create(stem + "weight", weight), KeyValuePair.Create(stem + "bias", weight[..1])];

    private static Affine Attention(Weights weights, string at)
    {
        Affine q = Pair(weights, at + "q_proj."), k = Pair(weights, at + "k_proj."), v = Pair(weights, at + "v_proj.");
        return new Affine(cat([q.Weight, k.Weight, v.Weight]), cat([q.Bias, k.Bias, v.Bias]));
    }
}
