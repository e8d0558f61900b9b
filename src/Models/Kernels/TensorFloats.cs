using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace SurgeryBench.Models.Kernels;

internal static class TensorFloats
{
    /// <summary>The numbers of a contiguous float32 tensor on the CPU, as they lie in its memory.</summary>
    public static Span<float> Floats(this Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
