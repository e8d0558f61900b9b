using System.Runtime.InteropServices;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Alignment;

/// <summary>
/// Finds the order of one tower's channels in which its weights are most like another's: coordinate ascent on the inner product of the
/// weights, each symmetry in turn solved exactly while the others stand still. Ainsworth et al. 2023, arXiv:2209.04836; for vision
/// transformers as in arXiv:2410.12766, but with heads paired by the best inner assignment instead of by the sum of all their gains.
/// </summary>
/// <param name="symmetries">What may be reordered.</param>
/// <param name="target">The tower to be like, borrowed.</param>
/// <param name="source">The tower to reorder, borrowed.</param>
internal sealed class WeightMatching(TowerSymmetries symmetries, Weights target, Weights source)
{
    private const int MostSweeps = 100;
    private const double LeastRise = 1e-12;

    /// <summary>The best order found.</summary>
    public TowerOrder Order { get; private set; } = TowerOrder.Identity(symmetries);

    /// <summary>
    /// The order of greatest inner product that the ascent reaches from two starts: from the order the tower has, and from the residual
    /// stream matched by the tensors that carry nothing else (patches, positions, projection), which finds a hidden symmetry at once.
    /// </summary>
    /// <param name="symmetries">What may be reordered.</param>
    /// <param name="target">The tower to be like, borrowed.</param>
    /// <param name="source">The tower to reorder, borrowed.</param>
    /// <param name="seed">Where the order of the visits comes from.</param>
    /// <param name="cancellation">Stops between two visits.</param>
    public static TowerOrder Match(TowerSymmetries symmetries, Weights target, Weights source, Seed seed, CancellationToken cancellation = default)
    {
        WeightMatching asItIs = new(symmetries, target, source), anchored = new(symmetries, target, source);
        anchored.MatchAnchors();
        asItIs.Ascend(seed, cancellation);
        anchored.Ascend(seed, cancellation);
        return anchored.Likeness() > asItIs.Likeness() ? anchored.Order : asItIs.Order;
    }

    /// <summary>The inner product of the target's weights with the source's in the present order, over the tensors with symmetries.</summary>
    public double Likeness()
    {
        using var untracked = no_grad();
        return symmetries.Axes.Select(axis => axis.Tensor).Distinct().Sum(name =>
        {
            using var scope = NewDisposeScope();
            return (Exact(target.Take(name)) * Order.Apply(name, Exact(source.Take(name)))).sum().item<double>();
        });
    }

    /// <summary>Visits all symmetries in random order until a sweep brings nothing.</summary>
    public void Ascend(Seed seed, CancellationToken cancellation)
    {
        var random = seed.Random();
        int[] visits = [.. Enumerable.Range(0, symmetries.All.Length)];
        for (var (sweep, rises) = (0, true); rises && sweep < MostSweeps; sweep++)
        {
            rises = false;
            random.Shuffle(visits);
            foreach (var symmetry in visits)
            {
                cancellation.ThrowIfCancellationRequested();
                rises |= Visit(symmetry) > LeastRise;
            }
        }
    }

    /// <summary>Takes the best order of one symmetry, the others standing still.</summary>
    /// <returns>By how much the inner product rose; 0 where the order stayed.</returns>
    public double Visit(int symmetry)
    {
        var gains = GainsOf(symmetry, symmetries.Axes.Where(axis => axis.Symmetry == symmetry));
        var best = HeadAssignment.Maximise(gains, symmetries.All[symmetry].Heads);
        var rise = Total(gains, best) - Total(gains, Order.Orders[symmetry]);
        if (rise <= LeastRise) return 0;
        Order = Order.With(symmetry, best);
        return rise;
    }

    /// <summary>Matches the residual stream by the tensors that carry no other symmetry.</summary>
    public void MatchAnchors()
    {
        var alone = symmetries.Axes.GroupBy(axis => axis.Tensor).Where(axes => axes.All(axis => axis.Symmetry == TowerSymmetries.Residual));
        var gains = GainsOf(TowerSymmetries.Residual, alone.SelectMany(axes => axes));
        Order = Order.With(TowerSymmetries.Residual, LinearAssignment.Maximise(gains));
    }

    private static double Total(double[,] gains, IEnumerable<int> order) => order.Select((column, row) => gains[row, column]).Sum();

    // [i, j]: the inner product of the target's channel i with the source's channel j, all tensors together.
    private double[,] GainsOf(int symmetry, IEnumerable<CarriedAxis> axes)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var size = symmetries.All[symmetry].Size;
        var gains = zeros(size, size, ScalarType.Float64, device: target.Device);
        foreach (var axis in axes) AddGains(gains, axis);
        var result = new double[size, size];
        gains.cpu().data<double>().ToArray().CopyTo(MemoryMarshal.CreateSpan(ref result[0, 0], result.Length));
        return result;
    }

    private void AddGains(Tensor gains, CarriedAxis axis)
    {
        using var scope = NewDisposeScope();
        var size = symmetries.All[axis.Symmetry].Size;
        Tensor Rows(Tensor tensor) => Exact(tensor).movedim([axis.Axis], [0]).reshape(axis.Repeats, size, -1).transpose(0, 1).reshape(size, -1);
        gains.add_(Rows(target.Take(axis.Tensor)).matmul(Rows(Order.Apply(axis.Tensor, source.Take(axis.Tensor), except: axis.Symmetry)).t()));
    }

    private static Tensor Exact(Tensor tensor) => tensor.to_type(ScalarType.Float64);
}
