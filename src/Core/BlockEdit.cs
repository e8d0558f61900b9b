using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>Looks at, and may replace, the tokens that leave a residual block.</summary>
/// <param name="block">Index of the block, from 0.</param>
/// <param name="tokens">Borrowed, [batch, tokens, width], class token first.</param>
/// <returns>What enters the next block: <paramref name="tokens"/> itself or a new tensor of the same shape.</returns>
public delegate Tensor BlockEdit(int block, Tensor tokens);
