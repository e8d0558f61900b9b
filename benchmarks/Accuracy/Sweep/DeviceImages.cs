using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>Images that are handed out on another device.</summary>
internal sealed class DeviceImages(IImageSet images, Device device) : IImageSet
{
    public int Count => images.Count;

    public Tensor Take(ReadOnlySpan<long> indices)
    {
        var taken = images.Take(indices);
        if (device.type == TorchSharp.DeviceType.CPU) return taken;
        using (taken) return taken.to(device);
    }
}
