using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>
/// Proximal gradient on the profiled loss plus λ1·Σ‖B_l‖, where B_l holds feature l's coefficients for all targets and components.
/// Steps are Barzilai and Borwein's, halved until the sum falls enough (Wright, Nowak and Figueiredo 2009). Intercepts go free.
/// </summary>
internal sealed class CoefficientStep(MixtureProblem problem, ShiftProfile profile)
{
    private const int Halvings = 40;
    private const double LeastFall = 1e-4, SmallestStep = 1e-12, LargestStep = 1e8;

    /// <summary>Takes some steps; the results belong to the current scope.</summary>
    /// <param name="weights">Where to start, [1 + d, m·K], borrowed.</param>
    /// <param name="step">The first step size.</param>
    /// <param name="count">How many steps.</param>
    /// <returns>The new coefficients, the shifts that go with them and the step size to go on with.</returns>
    public (Tensor Weights, Tensor Shifts, double Step) Take(Tensor weights, double step, int count)
    {
        using var scope = NewDisposeScope();
        var point = profile.At(weights);
        for (var taken = 0; taken < count; taken++)
        {
            if (TryStep(weights, point, step) is not var (nextWeights, next, used)) break;
            step = BarzilaiBorwein(nextWeights - weights, next.Gradient - point.Gradient, used);
            (weights, point) = (nextWeights, next);
        }
        return (weights.alias().MoveToOuterDisposeScope(), point.Shifts.MoveToOuterDisposeScope(), step);
    }

    /// <summary>λ1·Σ‖B_l‖.</summary>
    public static double Penalty(Tensor weights, double strength) => strength * RowNorms(weights).sum().item<double>();

    private static Tensor RowNorms(Tensor weights) => weights.narrow(0, 1, weights.shape[0] - 1).square().sum(dim: 1, keepdim: true).sqrt();

    private static Tensor Shrink(Tensor weights, double amount)
    {
        if (amount == 0) return weights;
        var kept = (1 - (amount / RowNorms(weights))).clamp(min: 0);
        return cat([weights.narrow(0, 0, 1), weights.narrow(0, 1, weights.shape[0] - 1) * kept], 0);
    }

    private static double BarzilaiBorwein(Tensor moved, Tensor turned, double step)
    {
        var curvature = (moved * turned).sum().item<double>();
        return curvature > 0 ? Math.Clamp(moved.square().sum().item<double>() / curvature, SmallestStep, LargestStep) : step;
    }

    // A failure leaves the caller its step size: one halved to nothing would never move again.
    private (Tensor Weights, ProfilePoint Point, double Step)? TryStep(Tensor weights, ProfilePoint point, double step)
    {
        var strength = problem.Settings.FeaturePenalty;
        var before = point.Value + Penalty(weights, strength);
        for (var halving = 0; halving < Halvings; halving++, step /= 2)
        {
            using var scope = NewDisposeScope();
            var candidate = Shrink(weights - (step * point.Gradient), step * strength);
            var next = profile.At(candidate);
            var moved = (candidate - weights).square().sum().item<double>();
            if (moved == 0) return null;
            if (!(next.Value + Penalty(candidate, strength) <= before - (LeastFall * moved / (2 * step)))) continue;
            candidate.MoveToOuterDisposeScope();
            next.Gradient.MoveToOuterDisposeScope();
            next.Shifts.MoveToOuterDisposeScope();
            return (candidate, next, step);
        }
        return null;
    }
}
