using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>Elect and mask of EMR-Merging on the task vectors of one tensor.</summary>
internal static class EmrSteps
{
    /// <summary>The elected vector and which entries of it each task takes.</summary>
    /// <param name="vectors">[T, shape of the tensor], borrowed.</param>
    /// <returns>The elected vector with the sign of the mean (zero counts as negative), and a mask [T, shape of the tensor] of 0 and 1.</returns>
    public static (Tensor Unified, Tensor Mask) Unify(Tensor vectors)
    {
        var sign = (vectors.mean([0L]).gt(0).to_type(vectors.dtype) * 2) - 1;
        var mask = (vectors * sign).gt(0).to_type(vectors.dtype);
        return ((vectors.abs() * mask).amax(0) * sign, mask);
    }
}
