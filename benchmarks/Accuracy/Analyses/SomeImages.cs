using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Some images of a set.</summary>
/// <param name="whole">The set, borrowed.</param>
/// <param name="chosen">Their indices in it.</param>
internal sealed class SomeImages(IImageSet whole, long[] chosen) : IImageSet
{
    /// <summary>Draws distinct images.</summary>
    /// <param name="whole">Where from, borrowed.</param>
    /// <param name="most">How many; all there are if there are fewer. A larger draw begins with a smaller one.</param>
    /// <param name="seed">Where the draw comes from.</param>
    public static SomeImages Draw(IImageSet whole, int most, Seed seed)
    {
        long[] order = [.. Enumerable.Range(0, whole.Count).Select(index => (long)index)];
        seed.Random().Shuffle(order);
        return new SomeImages(whole, order[..Math.Min(most, order.Length)]);
    }

    /// <inheritdoc/>
    public int Count => chosen.Length;

    /// <inheritdoc/>
    public Tensor Take(ReadOnlySpan<long> indices) => whole.Take([.. indices.ToArray().Select(index => chosen[index])]);
}
