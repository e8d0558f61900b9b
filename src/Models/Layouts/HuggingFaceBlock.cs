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

    /// <summary>The block's tensors: names, shapes and which parts of the tower they hold.</summary>
    /// <param name="at">What stands before <c>layer_norm1</c>.</param>
    /// <param name="block">Index of the block.</param>
    /// <param name="width">Width of a token.</param>
    public static IEnumerable<LaidOutTensor> Tensors(string at, int block, long width)
    {
        (string Stem, long[] Weight, TowerPart WeightPart, TowerPart BiasPart)[] pairs =
        [
            ("layer_norm1.", [width], TowerPart.FirstNormWeight, TowerPart.FirstNormBias), ("self_attn.q_proj.", [width, width], TowerPart.QueryWeight, TowerPart.QueryBias),
            ("self_attn.k_proj.", [width, width], TowerPart.KeyWeight, TowerPart.KeyBias), ("self_attn.v_proj.", [width, width], TowerPart.ValueWeight, TowerPart.ValueBias),
            ("self_attn.out_proj.", [width, width], TowerPart.AttentionOutWeight, TowerPart.AttentionOutBias),
            ("layer_norm2.", [width], TowerPart.SecondNormWeight, TowerPart.SecondNormBias),
            ("mlp.fc1.", [4 * width, width], TowerPart.ExpandWeight, TowerPart.ExpandBias), ("mlp.fc2.", [width, 4 * width], TowerPart.ContractWeight, TowerPart.ContractBias),
        ];
        // A bias has one value a row of its weight.
        return pairs.SelectMany(pair => new LaidOutTensor[]
        {
            new(at + pair.Stem + "weight", [.. pair.Weight], block, [pair.WeightPart]),
            new(at + pair.Stem + "bias", [pair.Weight[0]], block, [pair.BiasPart]),
        });
    }

    private static Affine Attention(Weights weights, string at)
    {
        Affine q = Pair(weights, at + "q_proj."), k = Pair(weights, at + "k_proj."), v = Pair(weights, at + "v_proj.");
        return new Affine(cat([q.Weight, k.Weight, v.Weight]), cat([q.Bias, k.Bias, v.Bias]));
    }
}
