namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>A Python tuple. Two are equal only if they are one: comparing contents could run as deep as a file likes.</summary>
internal sealed class PickleTuple(object?[] items)
{
    public static PickleTuple Empty { get; } = new([]);

    public IReadOnlyList<object?> Items => items;
}
