using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>What a fit gives. Owns its tensors and the model.</summary>
internal sealed class MixtureFit : IDisposable
{
    /// <summary>The parameters.</summary>
    public required MixtureModel Model { get; init; }

    /// <summary>ρ of the samples fitted, [n, K].</summary>
    public required Tensor Responsibilities { get; init; }

    /// <summary>ζ, [n, m, K].</summary>
    public required Tensor Shifts { get; init; }

    /// <summary>The objective of the best start before each iteration and after the last; it never rises.</summary>
    public required ImmutableArray<double> Objectives { get; init; }

    /// <summary>Σ_i log p(y_i|x_i) with the shifts.</summary>
    public required double LogLikelihood { get; init; }

    /// <summary>Whether the objective stood still before the iterations were used up.</summary>
    public required bool Converged { get; init; }

    /// <summary>Whether some deviation ended at its floor: a component sits on a few samples, and the likelihood says nothing.</summary>
    public required bool Collapsed { get; init; }

    /// <summary>The last value of the objective.</summary>
    public double Objective => Objectives[^1];

    /// <summary>
    /// −2·log-likelihood + (degrees of freedom)·ln n, where slopes and shifts that are not 0, intercepts, Gaussian deviations and free
    /// mixture weights count. Approximate under a group lasso.
    /// </summary>
    public double Bic => (-2 * LogLikelihood) + (DegreesOfFreedom * Math.Log(Responsibilities.shape[0]));

    /// <summary>The part of the entries observed that some component shifts.</summary>
    /// <param name="data">What was fitted.</param>
    public double ShiftedShare(MixtureData data)
    {
        using var scope = NewDisposeScope();
        return ((OutlierScores() > 0).sum() / data.Observed.sum()).item<double>();
    }

    /// <summary>How much of an outlier each entry is, max_r ρ_ir·|ζ_ijr|, [n, m].</summary>
    public Tensor OutlierScores()
    {
        using var scope = NewDisposeScope();
        return (Responsibilities.unsqueeze(1) * Shifts.abs()).amax([2L]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Model.Dispose();
        Responsibilities.Dispose();
        Shifts.Dispose();
    }

    private long DegreesOfFreedom
    {
        get
        {
            using var scope = NewDisposeScope();
            var gaussian = Model.Families.Count(family => family == TargetFamily.Gaussian);
            var gated = Model.Gate.narrow(0, 1, Model.Gate.shape[0] - 1).count_nonzero().item<long>() > 0;
            var weights = (Model.Components - 1) * (gated ? Model.Gate.shape[0] : 1);
            var shifted = (OutlierScores() > 0).sum().item<long>();
            return Model.Slopes.count_nonzero().item<long>() + ((Model.Families.Length + gaussian) * Model.Components) + weights + shifted;
        }
    }
}
