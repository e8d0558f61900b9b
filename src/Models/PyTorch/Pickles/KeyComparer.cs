namespace SurgeryBench.Models.PyTorch.Pickles;

/// <summary>
/// Compares keys as they compare themselves, and hashes numbers so that a file cannot choose them to collide, which would make a dictionary
/// a list. Text and long integers are hashed so by the runtime itself.
/// </summary>
internal sealed class KeyComparer : IEqualityComparer<object?>, IEqualityComparer<long>
{
    private KeyComparer() { }

    public static KeyComparer Instance { get; } = new();

    bool IEqualityComparer<object?>.Equals(object? x, object? y) => Equals(x, y);

    public int GetHashCode(object? key) => key switch
    {
        long number => GetHashCode(number),
        double number => GetHashCode(BitConverter.DoubleToInt64Bits(number)),
        null => 0,
        _ => key.GetHashCode(),
    };

    public bool Equals(long x, long y) => x == y;

    /// <summary>Another in every process. Both halves go in one by one: the number's own hash makes one of them, and mixing that again parts nothing.</summary>
    public int GetHashCode(long key) => HashCode.Combine((int)key, (int)(key >> 32));
}
