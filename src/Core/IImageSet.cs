using static TorchSharp.torch;

namespace SurgeryBench.Core;

/// <summary>Images that can be asked for by index, ready for the encoder.</summary>
public interface IImageSet
{
    /// <summary>Number of images.</summary>
    int Count { get; }

    /// <summary>Normalised images in the order asked for.</summary>
    /// <param name="indices">From 0 to <see cref="Count"/> - 1; repeats are allowed.</param>
    /// <returns>fp32 [n, 3, side, side], owned by the caller.</returns>
    Tensor Take(ReadOnlySpan<long> indices);
}
