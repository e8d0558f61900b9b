namespace SurgeryBench.Core;

/// <summary>Where a tensor stands in an image encoder.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Block">Index of its residual block, from 0; null outside the blocks.</param>
public readonly record struct TensorRole(TensorKind Kind, int? Block)
{
    /// <summary>Whether it belongs to the later of its place's two layer norms: a block's in front of the perceptron, or the one behind the last block.</summary>
    public bool IsSecondNorm { get; init; }
}
