using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SurgeryBench.Models.Kernels;

/// <summary>Layer norm with epsilon 1e-5 over the rows of an array, whose length is a multiple of 16.</summary>
internal static class LayerNormKernel
{
    private const float Epsilon = 1e-5f;

    /// <summary>Computes the norm.</summary>
    /// <param name="x">Rows.</param>
    /// <param name="norm">Scale and shift, each as long as a row.</param>
    /// <param name="y">Gets the normed rows.</param>
    public static void Forward(Span<float> x, SpanAffine norm, Span<float> y)
    {
        var width = norm.Bias.Length;
        for (var row = 0; row < x.Length; row += width) Forward(VectorsOf(x.Slice(row, width)), VectorsOf(norm.Weight), VectorsOf(norm.Bias), VectorsOf(y.Slice(row, width)));
    }

    /// <summary>Adds the gradient of a function of the norm with respect to the rows, and to scale and shift.</summary>
    /// <param name="x">Rows.</param>
    /// <param name="norm">Scale and shift.</param>
    /// <param name="slope">The function's gradient with respect to the normed rows.</param>
    /// <param name="toRows">To this that with respect to the rows is added.</param>
    /// <param name="toNorm">And to this that with respect to scale and shift; empty if nobody asks.</param>
    public static void Backward(Span<float> x, SpanAffine norm, Span<float> slope, Span<float> toRows, SpanAffine toNorm)
    {
        var width = norm.Bias.Length;
        Span<Vector512<float>> normed = stackalloc Vector512<float>[width / Vector512<float>.Count];
        for (var row = 0; row < x.Length; row += width)
        {
            var slopes = VectorsOf(slope.Slice(row, width));
            var size = Norm(VectorsOf(x.Slice(row, width)), normed);
            ToRow(normed, size, VectorsOf(norm.Weight), slopes, VectorsOf(toRows.Slice(row, width)));
            if (!toNorm.IsEmpty) ToNorm(normed, slopes, VectorsOf(toNorm.Weight), VectorsOf(toNorm.Bias));
        }
    }

    private static void Forward(Span<Vector512<float>> x, Span<Vector512<float>> scale, Span<Vector512<float>> shift, Span<Vector512<float>> y)
    {
        Norm(x, y);
        for (var place = 0; place < y.Length; place++) y[place] = Vector512.FusedMultiplyAdd(y[place], scale[place], shift[place]);
    }

    // To mean 0 and variance 1, telling the factor.
    private static float Norm(Span<Vector512<float>> x, Span<Vector512<float>> normed)
    {
        Vector512<float> sum = default, squares = default;
        foreach (var part in x) sum += part;
        var count = (float)x.Length * Vector512<float>.Count;
        var mean = Vector512.Create(Vector512.Sum(sum) / count);
        foreach (var part in x) squares = Vector512.FusedMultiplyAdd(part - mean, part - mean, squares);
        var factor = 1 / MathF.Sqrt((Vector512.Sum(squares) / count) + Epsilon);
        for (var place = 0; place < x.Length; place++) normed[place] = (x[place] - mean) * factor;
        return factor;
    }

    private static void ToRow(Span<Vector512<float>> normed, float factor, Span<Vector512<float>> scale, Span<Vector512<float>> slope, Span<Vector512<float>> result)
    {
        Vector512<float> sum = default, along = default;
        for (var place = 0; place < normed.Length; place++)
        {
            var own = slope[place] * scale[place];
            sum += own;
            along = Vector512.FusedMultiplyAdd(own, normed[place], along);
        }
        var count = (float)normed.Length * Vector512<float>.Count;
        Vector512<float> mean = Vector512.Create(Vector512.Sum(sum) / count), mixed = Vector512.Create(Vector512.Sum(along) / count);
        for (var place = 0; place < normed.Length; place++)
        {
            result[place] += ((slope[place] * scale[place]) - mean - (normed[place] * mixed)) * factor;
        }
    }

    private static void ToNorm(Span<Vector512<float>> normed, Span<Vector512<float>> slope, Span<Vector512<float>> toScale, Span<Vector512<float>> toShift)
    {
        for (var place = 0; place < normed.Length; place++)
        {
            toScale[place] = Vector512.FusedMultiplyAdd(slope[place], normed[place], toScale[place]);
            toShift[place] += slope[place];
        }
    }

    private static Span<Vector512<float>> VectorsOf(Span<float> row) => MemoryMarshal.Cast<float, Vector512<float>>(row);
}
