using SurgeryBench.Methods.Merging;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>One pass of TIES over the pieces of a model's task vectors: fused on the CPU, step by step elsewhere.</summary>
/// <param name="method">How entries are combined.</param>
/// <param name="thresholds">What the trim keeps of each task vector.</param>
internal sealed class TiesPass(Ties method, double[] thresholds)
{
    private readonly TiesKernel kernel = new(thresholds, method.Combination);
    private double balance;
    private bool cancels;

    /// <summary>The sum of the signs of all coordinates so far.</summary>
    public double Balance => balance + kernel.Balance;

    /// <summary>Whether some coordinate so far has entries that cancel exactly.</summary>
    public bool Cancels => cancels || kernel.Cancels;

    /// <summary>Merges a piece.</summary>
    /// <param name="vectors">[T, n], borrowed.</param>
    /// <param name="majority">The sign of coordinates whose own sum is 0, where that is known already.</param>
    /// <returns>[n].</returns>
    public Tensor Merge(Tensor vectors, int majority)
    {
        if (vectors.device_type == DeviceType.CPU && vectors.dtype == ScalarType.Float32) return kernel.Merge(vectors, majority);
        using var scope = NewDisposeScope();
        var trimmed = TiesSteps.TrimRows(vectors, thresholds);
        var signs = TiesSteps.SumSigns(trimmed);
        balance += TiesSteps.Balance(signs);
        cancels |= TiesSteps.Cancels(trimmed, signs);
        return method.Merge(trimmed, signs, majority).MoveToOuterDisposeScope();
    }
}
