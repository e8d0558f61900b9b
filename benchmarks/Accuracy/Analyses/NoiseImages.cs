using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Images of standard normal numbers, which is how normalised pixels are distributed. Owns them.</summary>
/// <param name="count">How many.</param>
/// <param name="side">Side of the images, pixels.</param>
/// <param name="seed">Where the numbers come from.</param>
/// <param name="device">Where the images are handed out.</param>
internal sealed class NoiseImages(int count, int side, Seed seed, Device device) : IImageSet, IDisposable
{
    private readonly Tensor pixels = Draw(count, side, seed, device);

    /// <inheritdoc/>
    public int Count => count;

    /// <inheritdoc/>
    public Tensor Take(ReadOnlySpan<long> indices)
    {
        using var chosen = tensor(indices.ToArray(), device: device);
        return pixels.index_select(0, chosen);
    }

    /// <inheritdoc/>
    public void Dispose() => pixels.Dispose();

    private static Tensor Draw(int count, int side, Seed seed, Device device)
    {
        using var scope = NewDisposeScope();
        using var generator = seed.Generator();
        return randn([count, 3, side, side], generator: generator).to(device).DetachFromDisposeScope();
    }
}
