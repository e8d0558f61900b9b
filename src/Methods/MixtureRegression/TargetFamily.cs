namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>How a target is distributed given its natural parameter η.</summary>
internal enum TargetFamily
{
    /// <summary>A real number with mean η and a variance of its own.</summary>
    Gaussian,

    /// <summary>0 or 1 with mean 1/(1 + e^−η).</summary>
    Bernoulli,

    /// <summary>A count with mean e^η.</summary>
    Poisson,
}
