using static TorchSharp.torch;

namespace SurgeryBench.Models.Layouts;

/// <summary>A weight with its bias, both borrowed.</summary>
/// <param name="Weight">The weight.</param>
/// <param name="Bias">The bias.</param>
public readonly record struct Affine(Tensor Weight, Tensor Bias);
