using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Spherical interpolation of the experts' weights, tensor by tensor: a, b ↦ sin((1−t)ω)/sin ω · a + sin(tω)/sin ω · b with ω the angle between
/// them. It is made for two models; more are folded in one after the other, the k-th with t = 1/k, so their order matters. It ignores the base.
/// Shoemake 1985 (doi:10.1145/325334.325242); for weights of models as in mergekit.
/// </summary>
[Published("Shoemake 1985, doi:10.1145/325334.325242; mergekit", "slerp(…, θk, 1/k), folded over the experts")]
public sealed record Slerp : PerTensorMethod, IMergeMethod
{
    /// <inheritdoc/>
    public override string Name => "slerp";

    /// <inheritdoc/>
    public bool DependsOnOrder => true;

    /// <summary>Magnitude of the cosine above which two tensors are interpolated on a straight line, in (0, 1); default 0.9995.</summary>
    public double LinearAbove { get; init => field = Setting.Between(0, 1, value); } = 0.9995;

    /// <inheritdoc/>
    protected override Tensor Combine(TensorMerge tensor)
    {
        var merged = tensor.Experts[0].to_type(ScalarType.Float64);
        for (var count = 2; count <= tensor.Experts.Length; count++)
        {
            merged = Interpolate(merged, tensor.Experts[count - 1].to_type(ScalarType.Float64), 1.0 / count);
        }
        return merged.to(tensor.Anchor.dtype, copy: true);
    }

    private Tensor Interpolate(Tensor one, Tensor other, double share)
    {
        var cosine = ((one * other).sum() / (one.norm() * other.norm())).item<double>();
        // The angle with a tensor of zeros is no number: that is a straight line too.
        if (!(Math.Abs(cosine) <= LinearAbove)) return (one * (1 - share)) + (other * share);
        var angle = Math.Acos(cosine);
        return ((one * Math.Sin((1 - share) * angle)) + (other * Math.Sin(share * angle))) / Math.Sin(angle);
    }
}
