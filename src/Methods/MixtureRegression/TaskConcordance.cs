using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>
/// Whether a target shares the clusters of the others: how much likelier its held-out values are under the mixture, with memberships
/// from all other targets, than under one component of its own. A gain of 0 or less marks an anomalous target.
/// </summary>
internal static class TaskConcordance
{
    /// <summary>gain_j = mean over held-out i of log Σ_r ρ_ir(without j)·f_j(y_ij|r) − log f_j(y_ij|one component), in nats per entry.</summary>
    /// <param name="joint">A mixture of all targets fitted to <paramref name="train"/>, borrowed.</param>
    /// <param name="train">What the single components are fitted to, borrowed.</param>
    /// <param name="heldOut">Borrowed.</param>
    /// <param name="settings">Those of the mixture.</param>
    /// <returns>One a target.</returns>
    public static double[] Gains(MixtureModel joint, MixtureData train, MixtureData heldOut, MixtureSettings settings)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var (logWeights, logDensities) = joint.Logs(heldOut);
        var all = logWeights + logDensities.sum(dim: 1);
        return [.. Enumerable.Range(0, heldOut.Families.Length).Select(column =>
        {
            using var ofTarget = NewDisposeScope();
            var own = logDensities.select(1, column);
            var shared = ((all - own).log_softmax(1) + own).logsumexp(1).sum().item<double>();
            return (shared - Alone(train, heldOut, column, settings)) / heldOut.Observed.select(1, column).sum().clamp(min: 1).item<double>();
        })];
    }

    private static double Alone(MixtureData train, MixtureData heldOut, int column, MixtureSettings settings)
    {
        using var seen = train.Target(column);
        using var unseen = heldOut.Target(column);
        var single = settings with { Components = 1, Gated = false };
        using var fit = new MixtureFitter(single, Seed.Of("no start is drawn")).Fit(seen);
        return fit.Model.LogLikelihood(unseen);
    }
}
