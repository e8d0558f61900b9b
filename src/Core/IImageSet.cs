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

    /// <summary>The indices of all images in order, in portions that fit through an encoder.</summary>
    /// <param name="size">Images a portion; above 0. Only the last may have fewer.</param>
    IEnumerable<long[]> Chunks(int size) => Enumerable.Range(0, Count).Select(index => (long)index).Chunk(size);
}
