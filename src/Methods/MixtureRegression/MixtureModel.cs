using System.Collections.Immutable;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>A fitted mixture: p(y|x) = Σ_r π_r(x) Π_j f_j(y_j; b_jr + xᵀβ_jr). Owns its tensors; results are new and belong to the caller's scope.</summary>
internal sealed class MixtureModel : IDisposable
{
    /// <summary>Copies the parameters.</summary>
    /// <param name="weights">[1 + d, m, K] with intercepts in row 0, borrowed.</param>
    /// <param name="gate">V, [1 + d, K], borrowed.</param>
    /// <param name="deviations">σ of Gaussian targets and 1 for others, [m, K], borrowed.</param>
    /// <param name="families">One a target.</param>
    public MixtureModel(Tensor weights, Tensor gate, Tensor deviations, ImmutableArray<TargetFamily> families)
    {
        Weights = weights.clone().DetachFromDisposeScope();
        Gate = gate.clone().DetachFromDisposeScope();
        Deviations = deviations.clone().DetachFromDisposeScope();
        Families = families;
    }

    /// <summary>[1 + d, m, K]; row 0 holds the intercepts.</summary>
    public Tensor Weights { get; }

    /// <summary>V, [1 + d, K]; only row 0 is not zero when mixture weights are constant.</summary>
    public Tensor Gate { get; }

    /// <summary>[m, K].</summary>
    public Tensor Deviations { get; }

    /// <summary>One a target.</summary>
    public ImmutableArray<TargetFamily> Families { get; }

    /// <summary>Number of components, K.</summary>
    public int Components => (int)Gate.shape[1];

    /// <summary>The slopes without intercepts, [d, m, K], a view.</summary>
    public Tensor Slopes => Weights.narrow(0, 1, Weights.shape[0] - 1);

    /// <summary>Each component's means, [n, m, K].</summary>
    /// <param name="features">[n, d], borrowed.</param>
    public Tensor ComponentMeans(Tensor features)
    {
        using var scope = NewDisposeScope();
        var natural = Natural(features);
        return cat([.. TargetRun.Of(Families).Select(run => run.Family.Mean(natural.narrow(1, run.First, run.Count)))], 1).MoveToOuterDisposeScope();
    }

    /// <summary>π(x), [n, K]: who a sample belongs to when nothing but its features is known.</summary>
    /// <param name="features">[n, d], borrowed.</param>
    public Tensor Prior(Tensor features)
    {
        using var scope = NewDisposeScope();
        return GateStep.LogWeights(MixtureProblem.WithIntercept(features), Gate).exp().MoveToOuterDisposeScope();
    }

    /// <summary>log π(x), [n, K], and the log densities of observed targets without shifts, [n, m, K].</summary>
    public (Tensor LogWeights, Tensor LogDensities) Logs(MixtureData data)
    {
        using var scope = NewDisposeScope();
        var weights = GateStep.LogWeights(MixtureProblem.WithIntercept(data.Features), Gate);
        var densities = Expectation.LogDensities(data, Natural(data.Features), Deviations);
        return (weights.MoveToOuterDisposeScope(), densities.MoveToOuterDisposeScope());
    }

    /// <summary>Who samples belong to, given the targets observed, [n, K].</summary>
    public Tensor Posterior(MixtureData data)
    {
        using var scope = NewDisposeScope();
        var (weights, densities) = Logs(data);
        return Expectation.Of(weights, densities).Responsibilities.MoveToOuterDisposeScope();
    }

    /// <summary>Σ_i log p(y_i|x_i) without shifts.</summary>
    public double LogLikelihood(MixtureData data)
    {
        using var scope = NewDisposeScope();
        var (weights, densities) = Logs(data);
        return Expectation.Of(weights, densities).LogLikelihoods.sum().item<double>();
    }

    /// <summary>The expected targets from features alone, Σ_r π_r(x)·μ_jr(x), [n, m].</summary>
    /// <param name="features">[n, d], borrowed.</param>
    public Tensor Predict(Tensor features)
    {
        using var scope = NewDisposeScope();
        return Mix(features, Prior(features)).MoveToOuterDisposeScope();
    }

    /// <summary>The expected targets from features and the targets observed, [n, m]: fills in what is missing.</summary>
    public Tensor Predict(MixtureData data)
    {
        using var scope = NewDisposeScope();
        return Mix(data.Features, Posterior(data)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Weights.Dispose();
        Gate.Dispose();
        Deviations.Dispose();
    }

    private Tensor Mix(Tensor features, Tensor memberships) => (ComponentMeans(features) * memberships.unsqueeze(1)).sum(dim: 2);

    private Tensor Natural(Tensor features) =>
        MixtureProblem.WithIntercept(features).matmul(Weights.view(Weights.shape[0], -1)).view(features.shape[0], Families.Length, Components);
}
