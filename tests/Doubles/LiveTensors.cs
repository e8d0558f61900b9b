using static TorchSharp.torch;

namespace SurgeryBench.Tests.Doubles;

/// <summary>Counts live tensors, once what earlier tests left to finalisers is gone.</summary>
internal static class LiveTensors
{
    public static long Count()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
