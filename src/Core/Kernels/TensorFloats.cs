using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgeryBench.Core.Kernels;

internal static class TensorFloats
{
    /// <summary>Whether a tensor is a contiguous float32 one on the CPU, which kernels can work on.</summary>
    public static bool HasFloats(this Tensor tensor) => tensor.device_type == DeviceType.CPU && tensor.dtype == ScalarType.Float32 && tensor.is_contiguous();

    /// <summary>The numbers of a tensor that <see cref="HasFloats"/>, as they lie in its memory.</summary>
    public static Span<float> Floats(this Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
