using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.MixtureRegression;

/// <summary>Lloyd's k-means from centres drawn as k-means++ draws them (Arthur and Vassilvitskii 2007).</summary>
internal static class KMeans
{
    private const int Rounds = 25;

    /// <summary>The cluster of each point, int64 [n], in the current scope.</summary>
    /// <param name="points">[n, d], borrowed.</param>
    /// <param name="clusters">How many.</param>
    /// <param name="seed">Draws the first centres.</param>
    public static Tensor Labels(Tensor points, int clusters, Seed seed)
    {
        using var scope = NewDisposeScope();
        var centres = FirstCentres(points, clusters, seed.Random());
        for (var round = 0; round < Rounds; round++)
        {
            var members = nn.functional.one_hot(Nearest(points, centres), clusters).to(float64);
            var sizes = members.sum(dim: 0).unsqueeze(1);
            centres = where(sizes > 0, members.t().matmul(points) / sizes.clamp(min: 1), centres);
        }
        return Nearest(points, centres).MoveToOuterDisposeScope();
    }

    private static Tensor FirstCentres(Tensor points, int clusters, Random random)
    {
        var chosen = points[random.NextInt64(points.shape[0])].unsqueeze(0);
        while (chosen.shape[0] < clusters)
        {
            var mass = Distances(points, chosen).amin([1L]).cumsum(0);
            var at = searchsorted(mass, mass[-1] * random.NextDouble()).item<long>();
            chosen = cat([chosen, points[Math.Min(at, points.shape[0] - 1)].unsqueeze(0)], 0);
        }
        return chosen;
    }

    private static Tensor Nearest(Tensor points, Tensor centres) => Distances(points, centres).argmin(1);

    private static Tensor Distances(Tensor points, Tensor centres) =>
        (points.unsqueeze(1) - centres.unsqueeze(0)).square().sum(dim: 2);
}
