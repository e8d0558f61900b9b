using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Models.Layouts;

/// <summary>A residual block under OpenAI's names, the same in both towers.</summary>
internal static class OpenClipBlock
{
    /// <summary>The block's tensors.</summary>
    /// <param name="weights">Where they are.</param>
    /// <param name="at">What stands before <c>ln_1</c>.</param>
    public static BlockWeights Of(Weights weights, string at) => new(
        Pair(weights, at + "ln_1."), Pair(weights, at + "attn.in_proj_"), Pair(weights, at + "attn.out_proj."),
        Pair(weights, at + "ln_2."), Pair(weights, at + "mlp.c_fc."), Pair(weights, at + "mlp.c_proj."));

    /// <summary>The weight and bias whose names begin so.</summary>
    public static Affine Pair(Weights weights, string stem) => new(weights[stem + "weight"], weights[stem + "bias"]);

    /// <summary>The block's tensors: names, shapes and which parts of the tower they hold.</summary>
    /// <param name="at">What stands before <c>ln_1</c>.</param>
    /// <param name="block">Index of the block.</param>
    /// <param name="width">Width of a token.</param>
    public static IEnumerable<LaidOutTensor> Tensors(string at, int block, long width)
    {
        LaidOutTensor Of(string name, ImmutableArray<long> size, params ImmutableArray<TowerPart> parts) => new(at + name, size, block, parts);
        return
        [
            Of("ln_1.weight", [width], TowerPart.FirstNormWeight), Of("ln_1.bias", [width], TowerPart.FirstNormBias),
            Of("attn.in_proj_weight", [3 * width, width], TowerPart.QueryWeight, TowerPart.KeyWeight, TowerPart.ValueWeight),
            Of("attn.in_proj_bias", [3 * width], TowerPart.QueryBias, TowerPart.KeyBias, TowerPart.ValueBias),
            Of("attn.out_proj.weight", [width, width], TowerPart.AttentionOutWeight), Of("attn.out_proj.bias", [width], TowerPart.AttentionOutBias),
            Of("ln_2.weight", [width], TowerPart.SecondNormWeight), Of("ln_2.bias", [width], TowerPart.SecondNormBias),
            Of("mlp.c_fc.weight", [4 * width, width], TowerPart.ExpandWeight), Of("mlp.c_fc.bias", [4 * width], TowerPart.ExpandBias),
            Of("mlp.c_proj.weight", [width, 4 * width], TowerPart.ContractWeight), Of("mlp.c_proj.bias", [width], TowerPart.ContractBias),
        ];
    }
}
