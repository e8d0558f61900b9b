using System.Buffers;

namespace SurgeryBench.Core.Kernels;

/// <summary>Memory for so many numbers, until it is disposed; what is in it at first is anything.</summary>
/// <param name="length">How many.</param>
internal readonly ref struct Room(int length)
{
    private readonly float[] rented = ArrayPool<float>.Shared.Rent(length);

    /// <summary>The memory.</summary>
    public Span<float> Span => rented.AsSpan(0, length);

    /// <summary>Gives it back.</summary>
    public void Dispose() => ArrayPool<float>.Shared.Return(rented);
}
