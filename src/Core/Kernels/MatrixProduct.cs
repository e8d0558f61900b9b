using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace SurgeryBench.Core.Kernels;

/// <summary>
/// Products of matrices whose right factor is small enough to stay in the caches: a library's product first lays out both factors anew, which
/// at this size takes as long as the product.
/// </summary>
internal static class MatrixProduct
{
    /// <summary>Results have a multiple of so many columns.</summary>
    public const int Columns = 32;

    /// <summary>Matrices with more rows or columns do not stay in the caches with all that is computed beside them.</summary>
    public const int MostWidth = 512;

    private const int Rows = 8;

    /// <summary>Whether products are faster here than in a library: on one thread, with vectors as wide as they are written for.</summary>
    public static bool IsFaster => Vector512.IsHardwareAccelerated && get_num_threads() == 1;

    private static readonly float[] Zeros = new float[Columns];

    /// <summary>Writes start + left·right.</summary>
    /// <param name="left">[rows, inner].</param>
    /// <param name="right">[inner, columns], the entries of a row side by side.</param>
    /// <param name="result">[rows, columns], likewise; overwritten.</param>
    /// <param name="rows">Rows of the result.</param>
    /// <param name="inner">Terms of a sum.</param>
    /// <param name="columns">A multiple of <see cref="Columns"/>.</param>
    /// <param name="start">[rows, columns], likewise: what the product is added to, which may be the result itself; none for zeros.</param>
    public static void Write(Grid left, Grid right, Grid result, int rows, int inner, int columns, Grid start = default)
    {
        if (start.IsNone) start = new Grid(ref Zeros[0], down: 0, across: 0);
        for (var column = 0; column < columns; column += Columns)
        {
            var row = 0;
            for (; row + Rows <= rows; row += Rows) EightRows(left.From(row, 0), right.From(0, column), result.From(row, column), inner, start.From(row, column));
            for (; row < rows; row++) OneRow(left.From(row, 0), right.From(0, column), result.From(row, column), inner, start.From(row, column));
        }
    }

    // Twice as many sums side by side as two multipliers need that take four cycles each, and as many as registers hold.
    private static void EightRows(Grid left, Grid right, Grid result, int inner, Grid start)
    {
        var (low0, high0) = Load(ref start[0, 0]);
        var (low1, high1) = Load(ref start[1, 0]);
        var (low2, high2) = Load(ref start[2, 0]);
        var (low3, high3) = Load(ref start[3, 0]);
        var (low4, high4) = Load(ref start[4, 0]);
        var (low5, high5) = Load(ref start[5, 0]);
        var (low6, high6) = Load(ref start[6, 0]);
        var (low7, high7) = Load(ref start[7, 0]);
        ref float first = ref left[0, 0], fifth = ref left[4, 0], line = ref right[0, 0];
        nint down = left.Down, across = left.Across, next = right.Down;
        for (var place = 0; place < inner; place++)
        {
            var (low, high) = Load(ref line);
            Add(first, low, high, ref low0, ref high0);
            Add(Unsafe.Add(ref first, down), low, high, ref low1, ref high1);
            Add(Unsafe.Add(ref first, 2 * down), low, high, ref low2, ref high2);
            Add(Unsafe.Add(ref first, 3 * down), low, high, ref low3, ref high3);
            Add(fifth, low, high, ref low4, ref high4);
            Add(Unsafe.Add(ref fifth, down), low, high, ref low5, ref high5);
            Add(Unsafe.Add(ref fifth, 2 * down), low, high, ref low6, ref high6);
            Add(Unsafe.Add(ref fifth, 3 * down), low, high, ref low7, ref high7);
            line = ref Unsafe.Add(ref line, next);
            first = ref Unsafe.Add(ref first, across);
            fifth = ref Unsafe.Add(ref fifth, across);
        }
        Store(low0, high0, ref result[0, 0]);
        Store(low1, high1, ref result[1, 0]);
        Store(low2, high2, ref result[2, 0]);
        Store(low3, high3, ref result[3, 0]);
        Store(low4, high4, ref result[4, 0]);
        Store(low5, high5, ref result[5, 0]);
        Store(low6, high6, ref result[6, 0]);
        Store(low7, high7, ref result[7, 0]);
    }

    private static void OneRow(Grid left, Grid right, Grid result, int inner, Grid start)
    {
        var (lowSum, highSum) = Load(ref start[0, 0]);
        for (var place = 0; place < inner; place++)
        {
            var (low, high) = Load(ref right[place, 0]);
            Add(left[0, place], low, high, ref lowSum, ref highSum);
        }
        Store(lowSum, highSum, ref result[0, 0]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(float factor, Vector512<float> low, Vector512<float> high, ref Vector512<float> lowSum, ref Vector512<float> highSum)
    {
        var factors = Vector512.Create(factor);
        lowSum = Vector512.FusedMultiplyAdd(factors, low, lowSum);
        highSum = Vector512.FusedMultiplyAdd(factors, high, highSum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> Low, Vector512<float> High) Load(ref float place) =>
        (Vector512.LoadUnsafe(ref place), Vector512.LoadUnsafe(ref place, (nuint)Vector512<float>.Count));

    private static void Store(Vector512<float> low, Vector512<float> high, ref float place)
    {
        low.StoreUnsafe(ref place);
        high.StoreUnsafe(ref place, (nuint)Vector512<float>.Count);
    }
}
