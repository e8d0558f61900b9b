using System.Collections.Concurrent;
using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Datasets;

/// <summary>Labelled images as bytes, one tensor for all, in memory or mapped from a file. Safe to read from several threads.</summary>
public sealed class ImageSplit : IImageSet, IDisposable
{
    private readonly DeviceSplit here;
    private readonly ConcurrentDictionary<string, Lazy<DeviceSplit>> elsewhere = new(StringComparer.Ordinal);

    /// <summary>Copies the images in.</summary>
    /// <param name="pixels">Images one after the other; each holds its red, green and blue plane, row by row.</param>
    /// <param name="labels">Class of each image.</param>
    /// <param name="side">Side of the square images in pixels.</param>
    public ImageSplit(byte[] pixels, ImmutableArray<int> labels, int side)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        var expected = (long)labels.Length * 3 * side * side;
        if (pixels.LongLength != expected)
            throw new ArgumentException($"{pixels.LongLength} bytes are not {labels.Length} images of {side}x{side}: those have {expected}.", nameof(pixels));
        using var scope = NewDisposeScope();
        Pixels = tensor(pixels, ScalarType.Byte).view(labels.Length, 3, side, side).DetachFromDisposeScope();
        Labels = labels;
        Side = side;
        here = new DeviceSplit(this, CPU);
    }

    private ImageSplit(Tensor pixels, ImmutableArray<int> labels)
    {
        (Pixels, Labels, Side) = (pixels, labels, (int)pixels.shape[2]);
        here = new DeviceSplit(this, CPU);
    }

    /// <inheritdoc/>
    public int Count => Labels.Length;

    /// <summary>Class of each image.</summary>
    public ImmutableArray<int> Labels { get; }

    /// <summary>Side of the square images in pixels.</summary>
    public int Side { get; }

    /// <summary>Raw bytes, [count, 3, side, side]; still owned by the split.</summary>
    public Tensor Pixels { get; }

    /// <inheritdoc/>
    public Tensor Take(ReadOnlySpan<long> indices) => here.Take(indices);

    /// <summary>The same images handed out on a device: bytes travel, and are normalised there.</summary>
    /// <returns>Owned by this split, as is what it hands out by its caller.</returns>
    public IImageSet On(Device device) => device.type == TorchSharp.DeviceType.CPU
        ? this
        : elsewhere.GetOrAdd(device.ToString(), _ => new Lazy<DeviceSplit>(() => new DeviceSplit(this, device))).Value;

    /// <summary>Takes over images that are a tensor already.</summary>
    /// <param name="pixels">Bytes, [count, 3, side, side]; owned by the split from now on.</param>
    /// <param name="labels">Class of each image.</param>
    internal static ImageSplit Over(Tensor pixels, ImmutableArray<int> labels) => new(pixels, labels);

    /// <summary>The images of several splits of one size, one split after the other; a copy.</summary>
    internal static ImageSplit Join(IReadOnlyList<ImageSplit> splits) =>
        new(cat([.. splits.Select(split => split.Pixels)]).DetachFromDisposeScope(), [.. splits.SelectMany(split => split.Labels)]);

    /// <summary>Some images of another split in the order asked for; a copy.</summary>
    internal static ImageSplit Some(ImageSplit split, ImmutableArray<long> indices)
    {
        using var scope = NewDisposeScope();
        return new(split.Pixels.index_select(0, tensor(indices.ToArray())).DetachFromDisposeScope(), [.. indices.Select(index => split.Labels[(int)index])]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var split in elsewhere.Values.Where(split => split.IsValueCreated)) split.Value.Dispose();
        here.Dispose();
        Pixels.Dispose();
    }
}
