namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>A Python list.</summary>
internal sealed class PickleList(IEnumerable<object?> items)
{
    public List<object?> Items { get; } = [.. items];
}
