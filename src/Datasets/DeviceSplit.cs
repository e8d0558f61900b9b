using SurgeryBench.Core;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgeryBench.Datasets;

/// <summary>
/// Images handed out on another device. Bytes travel, a quarter of the floats they become, from pinned memory where the device is a GPU, so
/// that the transfer runs beside the computation.
/// </summary>
internal sealed class DeviceSplit : IImageSet, IDisposable
{
    private readonly ImageSplit split;
    private readonly Device device;
    private readonly Tensor scale, offset;

    /// <param name="split">The images, borrowed.</param>
    /// <param name="device">Where they go.</param>
    internal DeviceSplit(ImageSplit split, Device device)
    {
        (this.split, this.device) = (split, device);
        using Tensor factor = PixelNormalisation.Scale(), summand = PixelNormalisation.Offset();
        (scale, offset) = (factor.to(device, copy: true).DetachFromDisposeScope(), summand.to(device, copy: true).DetachFromDisposeScope());
    }

    /// <inheritdoc/>
    public int Count => split.Count;

    /// <inheritdoc/>
    public Tensor Take(ReadOnlySpan<long> indices)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var chosen = split.Pixels.index_select(0, tensor(indices.ToArray()));
        if (device.type == DeviceType.CUDA) chosen = chosen.pin_memory();
        return chosen.to(device, non_blocking: true).to_type(ScalarType.Float32).mul_(scale).add_(offset).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        scale.Dispose();
        offset.Dispose();
    }
}
