namespace SurgeryBench.Core;

/// <summary>Where a tensor stands in an image encoder.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Block">Index of its residual block, from 0; null outside the blocks.</param>
public readonly record struct TensorRole(TensorKind Kind, int? Block);
