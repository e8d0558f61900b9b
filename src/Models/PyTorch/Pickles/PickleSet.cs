namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>A Python set or frozenset.</summary>
internal sealed class PickleSet(IEnumerable<object?> items)
{
    public HashSet<object?> Items { get; } = new(items, KeyComparer.Instance);
}
