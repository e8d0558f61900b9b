using SurgeryBench.Core;

namespace SurgeryBench.Models.Layouts;

/// <summary>The tensors of one residual block.</summary>
/// <param name="FirstNorm">Layer norm before attention.</param>
/// <param name="Attention">Query, key and value stacked in this order, [3 width, width].</param>
/// <param name="AttentionOut">Output projection of the attention.</param>
/// <param name="SecondNorm">Layer norm before the perceptron.</param>
/// <param name="Expand">First perceptron layer, [4 width, width].</param>
/// <param name="Contract">Second perceptron layer, [width, 4 width].</param>
public readonly record struct BlockWeights(Affine FirstNorm, Affine Attention, Affine AttentionOut, Affine SecondNorm, Affine Expand, Affine Contract)
{
    /// <summary>The linear layer of a role.</summary>
    internal Affine LinearOf(LinearRole role) => role switch
    {
        LinearRole.Attention => Attention,
        LinearRole.AttentionOut => AttentionOut,
        LinearRole.Expand => Expand,
        _ => Contract,
    };
}
