using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>The E step: who belongs to which component, from the observed targets only.</summary>
/// <param name="Responsibilities">ρ, [n, K].</param>
/// <param name="LogLikelihoods">log p(y_i | x_i), [n].</param>
internal readonly record struct Expectation(Tensor Responsibilities, Tensor LogLikelihoods)
{
    /// <summary>From log π and the log densities; results belong to the current scope.</summary>
    /// <param name="logWeights">[n, K].</param>
    /// <param name="logDensities">[n, m, K], 0 where unobserved.</param>
    public static Expectation Of(Tensor logWeights, Tensor logDensities)
    {
        var joint = logWeights + logDensities.sum(dim: 1);
        var total = joint.logsumexp(1, keepdim: true);
        return new Expectation((joint - total).exp(), total.squeeze(1));
    }

    /// <summary>log f_j(y_ij | component r), [n, m, K]; 0 where unobserved.</summary>
    /// <param name="data">Borrowed.</param>
    /// <param name="natural">[n, m, K].</param>
    /// <param name="deviations">[m, K].</param>
    public static Tensor LogDensities(MixtureData data, Tensor natural, Tensor deviations) => cat([.. data.Runs.Select(run =>
    {
        var target = data.Targets.narrow(1, run.First, run.Count).unsqueeze(2);
        var variance = deviations.narrow(0, run.First, run.Count).square();
        var log = run.Family.LogBase(target, variance) - (run.Family.Loss(target, natural.narrow(1, run.First, run.Count)) / variance);
        return log * data.Observed.narrow(1, run.First, run.Count).unsqueeze(2);
    })], 1);
}
