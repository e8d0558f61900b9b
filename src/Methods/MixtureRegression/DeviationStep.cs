using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>
/// The standard deviations of Gaussian targets at their best for fixed shifts: the positive root of N·σ² − λ2·L·σ − S, with N the weight of the
/// observed entries, S their weighted squared residuals and L the sum of |ζ|; the weighted mean square where nothing shifts.
/// </summary>
internal static class DeviationStep
{
    private const double LeastWeight = 1e-6;

    /// <summary>The next deviations, [m, K], in the current scope; 1 for other families.</summary>
    /// <param name="problem">Borrowed.</param>
    /// <param name="state">Borrowed; its coefficients and shifts are those of this iteration.</param>
    /// <param name="responsibilities">[n, K], borrowed.</param>
    public static Tensor Take(MixtureProblem problem, MixtureState state, Tensor responsibilities)
    {
        if (!problem.Data.Families.Contains(TargetFamily.Gaussian)) return state.Deviations.clone();
        using var scope = NewDisposeScope();
        var weight = responsibilities.unsqueeze(1) * problem.Data.Observed.unsqueeze(2);
        var residual = problem.Data.Targets.unsqueeze(2) - problem.Natural(state.Weights) - state.Shifts;
        var total = weight.sum(dim: 0);
        var squares = (weight * residual.square()).sum(dim: 0);
        var best = Root(total, ShiftCost(problem, state), squares);
        var floored = maximum(best, problem.Settings.DeviationFloor * problem.Deviations.unsqueeze(1));
        // A component that nobody belongs to says nothing about its deviation.
        return where(problem.IsGaussian.logical_and(total > LeastWeight), floored, state.Deviations).MoveToOuterDisposeScope();
    }

    /// <summary>Whether some deviation lies at its floor: a component has collapsed onto a few samples.</summary>
    public static bool HasCollapsed(MixtureProblem problem, Tensor deviations)
    {
        using var scope = NewDisposeScope();
        var floor = problem.Settings.DeviationFloor * problem.Deviations.unsqueeze(1);
        return problem.IsGaussian.logical_and(deviations <= floor * (1 + 1e-9)).any().item<bool>();
    }

    private static Tensor ShiftCost(MixtureProblem problem, MixtureState state) =>
        problem.Settings.IsRobust ? problem.Settings.ShiftPenalty * state.Shifts.abs().sum(dim: 0) : zeros_like(state.Deviations);

    private static Tensor Root(Tensor total, Tensor cost, Tensor squares) => (cost + (cost.square() + (4 * total * squares)).sqrt()) / (2 * total);
}
