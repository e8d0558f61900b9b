using SurgeryBench.Core;
using SurgeryBench.Models.Kernels;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace SurgeryBench.Models;

/// <summary>The pre-norm block of both of CLIP's towers: x + attention(norm(x)), and of that y + perceptron(norm(y)) with QuickGELU.</summary>
internal static class ResidualBlock
{
    /// <summary>Runs a block. Intermediates belong to the caller's dispose scope.</summary>
    /// <param name="block">Its tensors.</param>
    /// <param name="tokens">[batch, tokens, width].</param>
    /// <param name="heads">Attention heads; divides the width.</param>
    /// <param name="causal">Whether a token sees only itself and those before it.</param>
    /// <param name="linear">Computes a linear layer from its input in its stead; null lets it compute as it is.</param>
    public static Tensor Run(BlockWeights block, Tensor tokens, int heads, bool causal = false, Func<LinearRole, Tensor, Tensor>? linear = null)
    {
        if (linear is null && !causal && SmallBlock.Suits(block, tokens, heads)) return SmallBlock.Run(block, tokens, heads);
        linear ??= (role, input) => block.LinearOf(role).Linear(input);
        var attended = tokens + Attention(linear, block.FirstNorm.LayerNorm(tokens), heads, causal);
        return attended + Perceptron(linear, block.SecondNorm.LayerNorm(attended));
    }

    private static Tensor Attention(Func<LinearRole, Tensor, Tensor> linear, Tensor tokens, int heads, bool causal)
    {
        long batch = tokens.shape[0], length = tokens.shape[1], width = tokens.shape[2];
        // Unbound together, so that going back writes one gradient instead of adding up three that are zero but for a third.
        var mixed = linear(LinearRole.Attention, tokens)
            .view(batch, length, 3, heads, width / heads).permute(2, 0, 3, 1, 4).unbind(0); // q k v, each [batch, heads, tokens, head width]
        var seen = scaled_dot_product_attention(mixed[0], mixed[1], mixed[2], is_casual: causal);
        return linear(LinearRole.AttentionOut, seen.transpose(1, 2).reshape(batch, length, width));
    }

    private static Tensor Perceptron(Func<LinearRole, Tensor, Tensor> linear, Tensor tokens) =>
        linear(LinearRole.Contract, QuickGelu.Of(linear(LinearRole.Expand, tokens)));
}
