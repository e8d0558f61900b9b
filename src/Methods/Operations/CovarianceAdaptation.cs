using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// CMA-ES: minimises a function of a few numbers without gradients, by drawing from a normal distribution that follows the best draws.
/// Hansen 2016, arXiv:1604.00772, with its default constants; the covariance is kept in float64.
/// </summary>
/// <param name="start">Where the mean starts.</param>
/// <param name="spread">Standard deviation of the first draws, above 0.</param>
/// <param name="seed">Where the draws come from.</param>
internal sealed class CovarianceAdaptation(ImmutableArray<double> start, double spread, Seed seed)
{
    private readonly int size = start.Length;
    private readonly int population = (int)Math.Round(4 + (3 * Math.Log(start.Length)));

    /// <summary>Minimises.</summary>
    /// <param name="function">The function; called once for each draw.</param>
    /// <param name="evaluations">How often it may be called, at least once.</param>
    /// <returns>The best draw.</returns>
    public ImmutableArray<double> Minimise(Func<ImmutableArray<double>, double> function, int evaluations)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var generator = seed.Generator();
        var state = CovarianceState.Of(start, spread, population);
        (ImmutableArray<double> Point, double Value) best = (start, function(start));
        for (var left = evaluations - 1; left > 0; left -= population)
        {
            using var generation = NewDisposeScope();
            var steps = randn([Math.Min(population, left), size], ScalarType.Float64, generator: generator).matmul(state.Root.t());
            var points = state.Mean + (steps * state.Spread);
            var draws = Enumerable.Range(0, (int)steps.shape[0]).Select(row => Values(points[row])).ToList();
            var values = draws.Select(function).ToList();
            var order = Enumerable.Range(0, draws.Count).OrderBy(row => values[row]).ToList();
            if (values[order[0]] < best.Value) best = (draws[order[0]], values[order[0]]);
            if (draws.Count == population) state.Follow(steps.index_select(0, tensor(order.Select(row => (long)row).ToArray())));
        }
        return best.Point;
    }

    private static ImmutableArray<double> Values(Tensor row) => [.. row.contiguous().data<double>()];
}
