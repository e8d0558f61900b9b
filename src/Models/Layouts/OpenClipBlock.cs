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

    /// <summary>The block's names with their shapes.</summary>
    public static IEnumerable<KeyValuePair<string, long[]>> Shapes(string at, long width)
    {
        (string Name, long[] Shape)[] tensors =
        [
            ("ln_1.weight", [width]), ("ln_1.bias", [width]), ("attn.in_proj_weight", [3 * width, width]), ("attn.in_proj_bias", [3 * width]),
            ("attn.out_proj.weight", [width, width]), ("attn.out_proj.bias", [width]), ("ln_2.weight", [width]), ("ln_2.bias", [width]),
            ("mlp.c_fc.weight", [4 * width, width]), ("mlp.c_fc.bias", [4 * width]), ("mlp.c_proj.weight", [width, 4 * width]), ("mlp.c_proj.bias", [width]),
        ];
        return tensors.Select(one => KeyValuePair.Create(at + one.Name, one.Shape));
    }
}
