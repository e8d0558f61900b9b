using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>
/// Robust finite mixture regression for heterogeneous targets: K components, each a regression of all targets (Gaussian, Bernoulli,
/// Poisson, some unobserved) on the features, minimising −Σ_i log p(y_i|x_i) + n·λ1·Σ_l‖B_l‖ + λ2·Σ|ζ_ijr| with
/// η_ijr = b_jr + x_iᵀβ_jr + ζ_ijr and ζ counted in units of its target's deviation. After Liang et al. 2018, arXiv:2010.05430.
/// </summary>
/// <remarks>
/// A reconstruction; the algorithmic body of arXiv:2010.05430 was not available. Its abstract settles what is modelled; the steps are
/// derived from that. Standardise features and Gaussian targets first (<see cref="Standardisation"/>). Components come in no order.
/// </remarks>
/// <param name="settings">The settings.</param>
/// <param name="seed">Where the starts come from.</param>
internal sealed class MixtureFitter(MixtureSettings settings, Seed seed)
{
    private const int Reseatings = 5;

    /// <summary>Fits from several starts: short runs of all, then the best goes on.</summary>
    /// <param name="data">Borrowed.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    public MixtureFit Fit(MixtureData data, CancellationToken cancellation = default)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var problem = new MixtureProblem(data, settings);
        using var iteration = new GeneralisedEm(problem);
        using var best = BestStart(problem, iteration, cancellation);
        return Finish(problem, iteration, best, cancellation);
    }

    /// <summary>Fits from where another fit of the same samples ended; its number of components must be that of the settings.</summary>
    /// <param name="data">Borrowed.</param>
    /// <param name="from">Borrowed.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    public MixtureFit Continue(MixtureData data, MixtureFit from, CancellationToken cancellation = default)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var problem = new MixtureProblem(data, settings);
        using var iteration = new GeneralisedEm(problem);
        using var state = new MixtureState
        {
            Weights = from.Model.Weights.view(from.Model.Weights.shape[0], -1).clone(),
            Gate = from.Model.Gate.clone(),
            Deviations = from.Model.Deviations.clone(),
            Shifts = settings.IsRobust ? from.Shifts.clone() : zeros([1, 1, 1], dtype: float64),
        };
        return Finish(problem, iteration, state, cancellation);
    }

    private MixtureState BestStart(MixtureProblem problem, GeneralisedEm iteration, CancellationToken cancellation)
    {
        if (settings.Components == 1) return iteration.Start(ones([problem.Data.Count, 1], dtype: float64));
        var points = new StartingPoints(problem, seed);
        MixtureState? best = null;
        for (var start = 0; start < settings.Starts; start++)
        {
            using var scope = NewDisposeScope();
            var state = ShortRun(iteration, points.Draw(start), cancellation);
            if (best is not null && Rank(problem, state).CompareTo(Rank(problem, best)) >= 0) state.Dispose();
            else
            {
                best?.Dispose();
                best = state;
            }
        }
        return settings.IsRobust ? Reseated(problem, iteration, best!, cancellation) : best!;
    }

    private MixtureState ShortRun(GeneralisedEm iteration, Tensor responsibilities, CancellationToken cancellation)
    {
        var state = iteration.Start(responsibilities);
        iteration.Run(state, settings.ShortIterations, cancellation);
        return state;
    }

    // Starts over from freer memberships for as long as that leads lower.
    private MixtureState Reseated(MixtureProblem problem, GeneralisedEm iteration, MixtureState state, CancellationToken cancellation)
    {
        for (var round = 0; round < Reseatings; round++)
        {
            using var scope = NewDisposeScope();
            var next = ShortRun(iteration, iteration.Reseat(state), cancellation);
            var (kept, dropped) = Rank(problem, next).CompareTo(Rank(problem, state)) < 0 ? (next, state) : (state, next);
            dropped.Dispose();
            state = kept;
            if (dropped == next) break;
        }
        return state;
    }

    // A collapsed component can make the likelihood as high as the floor allows, so such a start loses to every other.
    private static (bool Collapsed, double Objective) Rank(MixtureProblem problem, MixtureState state) =>
        (DeviationStep.HasCollapsed(problem, state.Deviations), state.Objectives[^1]);

    private MixtureFit Finish(MixtureProblem problem, GeneralisedEm iteration, MixtureState state, CancellationToken cancellation)
    {
        state.Objectives.Clear();
        var converged = iteration.Run(state, settings.Iterations, cancellation);
        var expectation = iteration.Expect(state);
        var (data, rows) = (problem.Data, problem.Design.shape[1]);
        long[] shape = [data.Count, data.Families.Length, settings.Components];
        return new MixtureFit
        {
            Model = new MixtureModel(state.Weights.view(rows, data.Families.Length, -1), state.Gate, state.Deviations, data.Families),
            Responsibilities = expectation.Responsibilities.DetachFromDisposeScope(),
            Shifts = state.Shifts.expand(shape).clone().DetachFromDisposeScope(),
            Objectives = [.. state.Objectives],
            LogLikelihood = expectation.LogLikelihoods.sum().item<double>(),
            Converged = converged,
            Collapsed = DeviationStep.HasCollapsed(problem, state.Deviations),
        };
    }
}
