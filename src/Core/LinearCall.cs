using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>One use of a linear layer. All tensors are borrowed.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Input">[batch, tokens, in].</param>
/// <param name="Weight">[out, in].</param>
/// <param name="Bias">[out].</param>
public readonly record struct LinearCall(LinearLayer Layer, Tensor Input, Tensor Weight, Tensor Bias)
{
    /// <summary>What the layer gives of itself: input · weightᵀ + bias.</summary>
    /// <returns>[batch, tokens, out], owned by the caller's scope.</returns>
    public Tensor Run() => nn.functional.linear(Input, Weight, Bias);
}
