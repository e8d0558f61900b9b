using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Models;
using TorchSharp;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>What encoders compute in: <c>fp32</c>; <c>tf32</c>, which rounds the factors of matrix products on a GPU; or <c>bf16</c>.</summary>
internal static class Precision
{
    /// <summary>The default, which keys leave out.</summary>
    public const string Full = "fp32";

    private const string TensorFloat = "tf32", BrainFloat = "bf16";

    /// <summary>All names.</summary>
    public static ImmutableArray<string> Names { get; } = [Full, TensorFloat, BrainFloat];

    /// <summary>What keys say of a precision: nothing of the default.</summary>
    public static string? InKeys(string name) => name == Full ? null : name;

    /// <summary>What does not go together; null if all does.</summary>
    public static string? FaultOf(string name, string device) => name == TensorFloat && device == "cpu"
        ? $"--precision {TensorFloat} rounds on NVIDIA GPUs alone; --device is cpu."
        : null;

    /// <summary>The encoder at a precision; sets the process's GPU arithmetic.</summary>
    public static IBackbone Of(string name, VisionTransformer backbone)
    {
        if (name == TensorFloat)
        {
            torch.backends.cuda.matmul.allow_tf32 = true;
            torch.backends.cudnn.allow_tf32 = true;
        }
        return name == BrainFloat ? new BrainFloatEncoder(backbone) : backbone;
    }
}
