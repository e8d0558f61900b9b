namespace SurgeryBench.Models.Kernels;

/// <summary>Some rows of arrays that have as many.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many.</param>
internal readonly record struct RowRange(int First, int Count)
{
    /// <summary>Their part of an array.</summary>
    /// <param name="rows">The array.</param>
    /// <param name="length">Numbers of a row.</param>
    public Span<float> Of(Span<float> rows, int length) => rows.Slice(First * length, Count * length);
}
