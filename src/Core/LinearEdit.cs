using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>Looks at, and may replace, what a linear layer of a residual block computes.</summary>
/// <param name="call">The layer with its input.</param>
/// <returns>The layer's output, a new tensor [batch, tokens, out]; <see cref="LinearCall.Run"/> gives the layer's own.</returns>
public delegate Tensor LinearEdit(LinearCall call);
