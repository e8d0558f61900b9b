using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>
/// The outlier variable ζ that minimises ρ·(−log f(y; η + ζ)) + penalty·|ζ|. With t = penalty·a/ρ and r = y − μ(η) it is 0 where |r| ≤ t;
/// elsewhere it moves the mean to y − t·sign(r). The minimum as a function of η has the slope −ρ·clip(r, −t, t)/a, which is Huber's.
/// </summary>
/// <param name="Clipped">clip(r, −t, t).</param>
/// <param name="Shift">ζ.</param>
internal readonly record struct MeanShift(Tensor Clipped, Tensor Shift)
{
    /// <summary>The closed form, for tensors that broadcast. All are borrowed; results belong to the current scope.</summary>
    /// <param name="family">The targets' family.</param>
    /// <param name="target">y.</param>
    /// <param name="natural">η.</param>
    /// <param name="threshold">t; infinite where nothing may shift.</param>
    public static MeanShift Best(TargetFamily family, Tensor target, Tensor natural, Tensor threshold)
    {
        var residual = target - family.Mean(natural);
        var clipped = minimum(maximum(residual, -threshold), threshold);
        // For a Gaussian this difference is exact; through the link it would be a rounding error beside 0.
        if (family == TargetFamily.Gaussian) return new MeanShift(clipped, residual - clipped);
        var shift = family.Link(target - clipped) - natural;
        return new MeanShift(clipped, where(residual.abs() > threshold, shift, zeros_like(shift)));
    }
}
