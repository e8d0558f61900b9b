using static TorchSharp.torch;

namespace SurgeryBench.Evaluation;

/// <summary>
/// t-SNE: a plane in which near points stay near. Exact, for a thousand points or so. Van der Maaten and Hinton 2008; it starts, without chance, from the
/// principal plane (Kobak and Berens 2019).
/// </summary>
public static class NeighbourPlane
{
    /// <summary>Default number of points that count as near.</summary>
    public const double DefaultPerplexity = 30;

    private const int Iterations = 500, Exaggerated = 150, Bisections = 60;
    private const double Exaggeration = 12, StartDeviation = 1e-2, Tiny = 1e-12;

    /// <summary>Places points.</summary>
    /// <param name="rows">A row a point, [n, width], at least 4, borrowed.</param>
    /// <param name="perplexity">How many points count as near; at most a third of the others.</param>
    /// <param name="cancellation">Looked at before each iteration.</param>
    /// <returns>[n, 2] in double precision, in the caller's dispose scope.</returns>
    public static Tensor Of(Tensor rows, double perplexity = DefaultPerplexity, CancellationToken cancellation = default)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var near = Joint(Affinities(rows.cpu().to_type(ScalarType.Float64), perplexity));
        var start = PrincipalPlane.Of(rows);
        var (plane, speed, gains) = (start / start.std() * StartDeviation, zeros_like(start), ones_like(start));
        var rate = Math.Max(rows.shape[0] / Exaggeration, 50);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var step = NewDisposeScope();
            var isEarly = iteration < Exaggerated;
            var slope = Gradient(isEarly ? near * Exaggeration : near, plane);
            gains = where(slope.sign().ne(speed.sign()), gains + 0.2, gains * 0.8).clamp(0.01).MoveToOuterDisposeScope();
            speed = ((speed * (isEarly ? 0.5 : 0.8)) - (gains * slope * rate)).MoveToOuterDisposeScope();
            plane = (plane + speed).MoveToOuterDisposeScope();
        }
        return plane.MoveToOuterDisposeScope();
    }

    /// <summary>How near each point takes the others to be: rows that add up to 1 and have the perplexity asked for, [n, n].</summary>
    internal static Tensor Affinities(Tensor rows, double perplexity)
    {
        using var scope = NewDisposeScope();
        var n = rows.shape[0];
        var distances = SquaredDistances(rows);
        // The scale of the distances must not matter to the search.
        distances = distances / distances.mean().clamp(Tiny);
        var wanted = Math.Log(Math.Min(perplexity, (n - 1) / 3.0));
        var (low, high) = (full([n, 1], -20.0, ScalarType.Float64), full([n, 1], 20.0, ScalarType.Float64));
        var near = distances;
        for (var round = 0; round < Bisections; round++)
        {
            var middle = (low + high) / 2;
            near = Softmax(distances, middle.exp());
            var isWide = Entropy(near).gt(wanted);
            (low, high) = (where(isWide, middle, low), where(isWide, high, middle));
        }
        return near.MoveToOuterDisposeScope();
    }

    private static Tensor Softmax(Tensor distances, Tensor precision) => (-distances * precision).masked_fill(Itself(distances), double.NegativeInfinity).softmax(1);

    private static Tensor Entropy(Tensor near) => -(near * near.clamp(Tiny).log()).sum(1, keepdim: true);

    private static Tensor Joint(Tensor near) => (near + near.T) / (2 * near.shape[0]);

    private static Tensor Gradient(Tensor near, Tensor plane)
    {
        var kernel = 1 / (1 + SquaredDistances(plane));
        kernel = kernel.masked_fill(Itself(kernel), 0);
        var pull = (near - (kernel / kernel.sum())) * kernel;
        return 4 * ((pull.sum(1, keepdim: true) * plane) - pull.matmul(plane));
    }

    private static Tensor Itself(Tensor square) => eye(square.shape[0], dtype: ScalarType.Bool);

    private static Tensor SquaredDistances(Tensor rows)
    {
        var squares = rows.square().sum(1, keepdim: true);
        return (squares + squares.T - (2 * rows.matmul(rows.T))).clamp(0);
    }
}
