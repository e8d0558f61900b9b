using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>The iteration: E step, mixture weights, coefficients with shifts profiled out, deviations. None of its parts can raise the objective.</summary>
internal sealed class GeneralisedEm(MixtureProblem problem) : IDisposable
{
    private const int FirstSteps = 20;
    private const double Edge = 1e-3;
    private readonly GateStep gate = new(problem);

    /// <summary>The state that responsibilities lead to: no slopes, intercepts from weighted means, no shifts; then one M step.</summary>
    /// <param name="responsibilities">[n, K], borrowed.</param>
    public MixtureState Start(Tensor responsibilities)
    {
        using var scope = NewDisposeScope();
        var (rows, components) = (problem.Design.shape[1], problem.Settings.Components);
        var weight = responsibilities.unsqueeze(1) * problem.Data.Observed.unsqueeze(2);
        var pooled = problem.Means.unsqueeze(1);
        var means = ((weight * problem.Data.Targets.unsqueeze(2)).sum(dim: 0) + pooled) / (weight.sum(dim: 0) + 1);
        var weights = zeros([rows, problem.Data.Families.Length * components], dtype: float64);
        weights[0] = cat([.. problem.Data.Runs.Select(run => run.Family.Link(Inside(run.Family, means.narrow(0, run.First, run.Count))))], 0).view(-1);
        var state = new MixtureState
        {
            Weights = weights,
            Gate = zeros([rows, components], dtype: float64),
            Deviations = problem.Deviations.unsqueeze(1).repeat(1, components),
            Shifts = zeros([1, 1, 1], dtype: float64),
        };
        Maximise(state, responsibilities, FirstSteps);
        return state;
    }

    /// <summary>Runs until the objective stands still.</summary>
    /// <param name="state">Moves on.</param>
    /// <param name="iterations">Most iterations.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <returns>Whether it stood still before the iterations were used up.</returns>
    public bool Run(MixtureState state, int iterations, CancellationToken cancellation)
    {
        for (var iteration = 0; iteration <= iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var expectation = Expect(state);
            state.Objectives.Add(Objective(state, expectation));
            if (StandsStill(state.Objectives, iteration)) return true;
            if (iteration < iterations) Maximise(state, expectation.Responsibilities, problem.Settings.InnerSteps);
        }
        return false;
    }

    /// <summary>The E step; results belong to the current scope.</summary>
    public Expectation Expect(MixtureState state) => Expectation.Of(
        GateStep.LogWeights(problem.Design, state.Gate),
        Expectation.LogDensities(problem.Data, problem.Natural(state.Weights) + state.Shifts, state.Deviations));

    /// <summary>
    /// Memberships with every component free to shift what it fits badly, [n, K], in the current scope. In the E step only the component a
    /// sample is in has shifts for it, so that a sample with a gross error stays wherever it began.
    /// </summary>
    public Tensor Reseat(MixtureState state)
    {
        using var scope = NewDisposeScope();
        var everywhere = ones([problem.Data.Count, problem.Settings.Components], dtype: float64);
        var shifts = new ShiftProfile(problem, everywhere, state.Deviations).At(state.Weights).Shifts;
        var densities = Expectation.LogDensities(problem.Data, problem.Natural(state.Weights) + shifts, state.Deviations);
        var cost = problem.ShiftPenalties(state.Deviations) * shifts.abs();
        return Expectation.Of(GateStep.LogWeights(problem.Design, state.Gate), densities - cost).Responsibilities.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private static Tensor Inside(TargetFamily family, Tensor means) => family switch
    {
        TargetFamily.Gaussian => means,
        TargetFamily.Bernoulli => means.clamp(Edge, 1 - Edge),
        _ => means.clamp(min: Edge),
    };

    private double Objective(MixtureState state, Expectation expectation)
    {
        var shifts = problem.Settings.IsRobust ? (problem.ShiftPenalties(state.Deviations) * state.Shifts.abs()).sum().item<double>() : 0;
        var features = problem.Data.Count * CoefficientStep.Penalty(state.Weights, problem.Settings.FeaturePenalty);
        return features + shifts + gate.Penalty(state.Gate) - expectation.LogLikelihoods.sum().item<double>();
    }

    private bool StandsStill(List<double> objectives, int iteration) =>
        iteration > 0 && objectives[^2] - objectives[^1] <= problem.Settings.Tolerance * Math.Max(1, Math.Abs(objectives[^1]));

    private void Maximise(MixtureState state, Tensor responsibilities, int steps)
    {
        state.Gate = gate.Take(state.Gate, responsibilities);
        var profile = new ShiftProfile(problem, responsibilities, state.Deviations);
        (state.Weights, state.Shifts, state.Step) = new CoefficientStep(problem, profile).Take(state.Weights, state.Step, steps);
        state.Deviations = DeviationStep.Take(problem, state, responsibilities);
    }
}
