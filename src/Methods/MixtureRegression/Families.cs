using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>
/// The three families in natural parameters: log f = −Loss(y, η)/a + LogBase(y, a), where a is the variance of a Gaussian and 1 otherwise.
/// Tensors are float64, broadcast and borrowed; results are new.
/// </summary>
internal static class Families
{
    /// <summary>Above this natural parameter a Poisson mean stays put and its loss goes on as a straight line, so that no step overflows.</summary>
    public const double PoissonCap = 20;

    private static readonly double CappedMean = Math.Exp(PoissonCap);

    /// <summary>The mean μ(η).</summary>
    public static Tensor Mean(this TargetFamily family, Tensor natural) => family switch
    {
        TargetFamily.Gaussian => natural.alias(),
        TargetFamily.Bernoulli => natural.sigmoid(),
        _ => natural.clamp(max: PoissonCap).exp(),
    };

    /// <summary>The natural parameter of a mean.</summary>
    /// <param name="family">The family.</param>
    /// <param name="mean">Means inside the family's range.</param>
    public static Tensor Link(this TargetFamily family, Tensor mean) => family switch
    {
        TargetFamily.Gaussian => mean.alias(),
        TargetFamily.Bernoulli => (mean / (1 - mean)).log(),
        _ => mean.log(),
    };

    /// <summary>The part of −a·log f that depends on η: (y − η)²/2 for a Gaussian, B(η) − yη otherwise. Convex in η.</summary>
    public static Tensor Loss(this TargetFamily family, Tensor target, Tensor natural) => family switch
    {
        TargetFamily.Gaussian => (target - natural).square() / 2,
        TargetFamily.Bernoulli => natural.relu() + (-natural.abs()).exp().log1p() - (target * natural),
        _ => natural.clamp(max: PoissonCap).exp() + ((natural - PoissonCap).relu() * CappedMean) - (target * natural),
    };

    /// <summary>The part of log f that does not depend on η.</summary>
    public static Tensor LogBase(this TargetFamily family, Tensor target, Tensor variance) => family switch
    {
        TargetFamily.Gaussian => (variance * (2 * Math.PI)).log() / -2,
        TargetFamily.Bernoulli => zeros_like(target),
        _ => -(target + 1).lgamma(),
    };
}
