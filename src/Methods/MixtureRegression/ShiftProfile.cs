using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>
/// The responsibility-weighted negative log-likelihood per sample as a function of the coefficients, with the outlier variables at their
/// best for each. Lives in the scope it is made in.
/// </summary>
internal sealed class ShiftProfile
{
    private readonly MixtureProblem problem;
    private readonly Tensor responsibilities, variances, penalties;
    private readonly Part[] parts;

    /// <summary>Fixes what the coefficients do not change.</summary>
    /// <param name="problem">Borrowed.</param>
    /// <param name="responsibilities">[n, K], borrowed.</param>
    /// <param name="deviations">[m, K], borrowed.</param>
    public ShiftProfile(MixtureProblem problem, Tensor responsibilities, Tensor deviations)
    {
        (this.problem, this.responsibilities) = (problem, responsibilities);
        variances = deviations.square();
        penalties = problem.ShiftPenalties(deviations);
        parts = [.. problem.Data.Runs.Select(PartOf)];
    }

    /// <summary>The profile at some coefficients; its tensors belong to the current scope.</summary>
    /// <param name="weights">[1 + d, m·K], borrowed.</param>
    public ProfilePoint At(Tensor weights)
    {
        var natural = problem.Natural(weights);
        var points = parts.Select(part => At(part, natural.narrow(1, part.Run.First, part.Run.Count))).ToArray();
        var slope = cat([.. points.Select(point => point.Slope)], 1).view(problem.Data.Count, -1);
        var gradient = problem.Design.t().matmul(slope) / problem.Data.Count;
        return new ProfilePoint(points.Sum(point => point.Value) / problem.Data.Count, gradient, cat([.. points.Select(point => point.Shift)], 1));
    }

    private (double Value, Tensor Slope, Tensor Shift) At(Part part, Tensor natural)
    {
        var family = part.Run.Family;
        if (!problem.Settings.IsRobust)
        {
            var plain = (part.Weight * family.Loss(part.Target, natural)).sum().item<double>();
            return (plain, part.Weight * (family.Mean(natural) - part.Target), zeros([1, part.Run.Count, 1], dtype: float64));
        }
        var best = MeanShift.Best(family, part.Target, natural, part.Threshold);
        var value = (part.Weight * family.Loss(part.Target, natural + best.Shift)).sum() + (part.Penalty * best.Shift.abs()).sum();
        return (value.item<double>(), -part.Weight * best.Clipped, best.Shift);
    }

    private Part PartOf(TargetRun run)
    {
        var variance = variances.narrow(0, run.First, run.Count);
        var penalty = penalties.narrow(0, run.First, run.Count);
        var observed = problem.Data.Observed.narrow(1, run.First, run.Count).unsqueeze(2);
        var weight = responsibilities.unsqueeze(1) * observed / variance;
        return new Part(run, problem.Data.Targets.narrow(1, run.First, run.Count).unsqueeze(2), weight, penalty, penalty / weight);
    }

    /// <summary>One run: y [n, c, 1], ρ/a where observed [n, c, K], the cost of a unit of shift [c, K], and t [n, c, K].</summary>
    private sealed record Part(TargetRun Run, Tensor Target, Tensor Weight, Tensor Penalty, Tensor Threshold);
}
