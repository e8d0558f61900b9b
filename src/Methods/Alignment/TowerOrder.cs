using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Alignment;

/// <summary>An order for the channels of every symmetry of a tower: channel i of the result is channel p[i] of what it is applied to.</summary>
/// <param name="symmetries">What the orders are of.</param>
/// <param name="orders">One permutation a symmetry.</param>
internal sealed class TowerOrder(TowerSymmetries symmetries, ImmutableArray<ImmutableArray<int>> orders)
{
    private readonly ILookup<string, CarriedAxis> axes = symmetries.Axes.ToLookup(axis => axis.Tensor);

    /// <summary>One permutation a symmetry.</summary>
    public ImmutableArray<ImmutableArray<int>> Orders => orders;

    /// <summary>The order in which everything already is.</summary>
    public static TowerOrder Identity(TowerSymmetries symmetries) =>
        new(symmetries, [.. symmetries.All.Select(symmetry => Enumerable.Range(0, symmetry.Size).ToImmutableArray())]);

    /// <summary>The same with another order of one symmetry.</summary>
    public TowerOrder With(int symmetry, IEnumerable<int> order) => new(symmetries, orders.SetItem(symmetry, [.. order]));

    /// <summary>A tensor in this order.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">Borrowed.</param>
    /// <param name="except">A symmetry to leave as it is.</param>
    /// <returns>A new tensor of the same shape, owned by the caller.</returns>
    public Tensor Apply(string name, Tensor tensor, int? except = null)
    {
        using var scope = NewDisposeScope();
        var ordered = axes[name].Where(axis => axis.Symmetry != except).Aggregate(tensor, (current, axis) => current.index_select(axis.Axis, IndicesOf(axis, tensor.device)));
        return (ReferenceEquals(ordered, tensor) ? tensor.clone() : ordered).MoveToOuterDisposeScope();
    }

    /// <summary>Weights in this order, a tensor at a time and only when it is asked for.</summary>
    /// <param name="weights">Borrowed for the life of the result.</param>
    /// <returns>Owned by the caller.</returns>
    public Weights Apply(Weights weights) => Weights.Stored(
        weights.Names.Select(name => new StoredTensor(name, weights.ShapeOf(name), weights.TypeOf(name), () =>
        {
            using var original = weights.Take(name);
            return Apply(name, original);
        })),
        Stream.Null);

    private Tensor IndicesOf(CarriedAxis axis, Device device)
    {
        var order = orders[axis.Symmetry];
        long[] indices = [.. Enumerable.Range(0, axis.Repeats).SelectMany(repeat => order.Select(index => ((long)repeat * order.Length) + index))];
        return tensor(indices, device: device);
    }
}
