namespace SurgeryBench.Core.Kernels;

/// <summary>Some rows of arrays that have as many.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many.</param>
internal readonly record struct RowRange(int First, int Count)
{
    /// <summary>All rows of an array, a part after the other.</summary>
    /// <param name="rows">How many there are.</param>
    /// <param name="most">Of one part.</param>
    public static IEnumerable<RowRange> Parts(int rows, int most)
    {
        for (var first = 0; first < rows; first += most) yield return new RowRange(first, Math.Min(most, rows - first));
    }

    /// <summary>Their part of an array.</summary>
    /// <param name="rows">The array.</param>
    /// <param name="length">Numbers of a row.</param>
    public Span<float> Of(Span<float> rows, int length) => rows.Slice(First * length, Count * length);
}
