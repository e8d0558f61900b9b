using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>Values of λ1 to try, and fits along them.</summary>
internal static class PenaltyPath
{
    /// <summary>The least λ1 at which one component keeps no feature: the largest row norm of the gradient where all slopes are 0 and the rest fits.</summary>
    /// <param name="data">Borrowed.</param>
    /// <param name="settings">The shifts it is to hold for.</param>
    public static double Largest(MixtureData data, MixtureSettings settings)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var single = settings with { Components = 1, Gated = false, Tolerance = 1e-12, Iterations = 1000 };
        using var bare = data.WithoutFeatures();
        using var fit = new MixtureFitter(single, Seed.Of("no start is drawn")).Fit(bare);
        using var problem = new MixtureProblem(data, single);
        var weights = zeros([data.Width + 1, data.Families.Length], dtype: float64);
        weights[0] = fit.Model.Weights.view(-1);
        var profile = new ShiftProfile(problem, ones([data.Count, 1], dtype: float64), fit.Model.Deviations);
        return profile.At(weights).Gradient.narrow(0, 1, data.Width).norm(1).max().item<double>();
    }

    /// <summary>Values from the largest down, evenly spaced in logarithm.</summary>
    /// <param name="largest">The first value.</param>
    /// <param name="count">How many, at least 2; default 20.</param>
    /// <param name="ratio">The last value as a part of the first; default 0.01.</param>
    public static double[] Values(double largest, int count = 20, double ratio = 0.01) =>
        [.. Enumerable.Range(0, count).Select(at => largest * Math.Pow(ratio, at / (count - 1.0)))];

    /// <summary>
    /// Fits in the order of the values, largest λ1 first. The starts are drawn at the smallest and each larger one goes on from the one
    /// below it: from the other end, several components would begin without any slope to tell them apart.
    /// </summary>
    /// <param name="data">Borrowed.</param>
    /// <param name="settings">All but λ1.</param>
    /// <param name="seed">Where the starts come from.</param>
    /// <param name="values">λ1, falling.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <returns>One fit a value, owned by the caller.</returns>
    public static MixtureFit[] Walk(MixtureData data, MixtureSettings settings, Seed seed, IReadOnlyList<double> values, CancellationToken cancellation = default)
    {
        var fits = new MixtureFit[values.Count];
        for (var at = values.Count - 1; at >= 0; at--)
        {
            var fitter = new MixtureFitter(settings with { FeaturePenalty = values[at] }, seed);
            fits[at] = at == values.Count - 1 ? fitter.Fit(data, cancellation) : fitter.Continue(data, fits[at + 1], cancellation);
        }
        return fits;
    }
}
