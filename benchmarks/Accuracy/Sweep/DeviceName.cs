using System.Globalization;
using SurgeryBench.Core;
using TorchSharp;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>Device names of the command line: <c>cpu</c>, <c>cuda</c>, <c>cuda:1</c>.</summary>
internal static class DeviceName
{
    /// <summary>The device of a name.</summary>
    /// <exception cref="BadInputException">It is no device name, or this build or machine does not have it.</exception>
    public static torch.Device Parse(string name)
    {
        if (name == "cpu") return torch.CPU;
        var index = name == "cuda" ? 0 : name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : -1;
        if (index < 0) throw new BadInputException($"There is no device '{name}'; cpu, cuda or cuda:N was expected.");
        if (!torch.cuda.is_available()) throw new BadInputException($"Device '{name}' is not here: build with DEVICE=cuda (-p:TorchBackend=cuda) on a machine with an NVIDIA GPU.");
        if (index >= torch.cuda.device_count()) throw new BadInputException($"Device '{name}' is not here; this machine has {torch.cuda.device_count()}.");
        return torch.device(DeviceType.CUDA, index);
    }
}
