using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace SurgeryBench.Models.Layouts;

/// <summary>A weight with its bias, both borrowed.</summary>
/// <param name="Weight">The weight.</param>
/// <param name="Bias">The bias.</param>
public readonly record struct Affine(Tensor Weight, Tensor Bias)
{
    /// <summary>The pair as a linear layer: x · weightᵀ + bias.</summary>
    internal Tensor Linear(Tensor tokens) =>
        PointwiseConvolution.IsFaster(this, tokens) ? PointwiseConvolution.Run(this, tokens) : linear(tokens, Weight, Bias);

    /// <summary>The pair as a layer norm over the last dimension, with epsilon 1e-5.</summary>
    internal Tensor LayerNorm(Tensor tokens) => layer_norm(tokens, [tokens.shape[^1]], Weight, Bias);
}
