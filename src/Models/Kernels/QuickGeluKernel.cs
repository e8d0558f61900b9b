using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SurgeryBench.Models.Kernels;

/// <summary>CLIP's activation function and its derivative over arrays: with s = sigmoid(a x), x s and s (1 + a x (1 − s)).</summary>
internal static class QuickGeluKernel
{
    /// <summary>a, by which the function differs from SiLU.</summary>
    public const float Slope = 1.702f;

    private static Vector512<float> One => Vector512<float>.One;

    /// <summary>Computes the function.</summary>
    /// <param name="x">Where.</param>
    /// <param name="y">Gets the values; as long.</param>
    public static void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        ref var first = ref MemoryMarshal.GetReference(x);
        ref var result = ref MemoryMarshal.GetReference(y);
        nuint i = 0;
        for (; i + (nuint)Vector512<float>.Count <= (nuint)x.Length; i += (nuint)Vector512<float>.Count)
        {
            var value = Vector512.LoadUnsafe(ref first, i);
            (value * Sigmoid(value * Slope)).StoreUnsafe(ref result, i);
        }
        for (var rest = (int)i; rest < x.Length; rest++) y[rest] = x[rest] * Sigmoid(x[rest] * Slope);
    }

    /// <summary>Computes the derivative times a factor.</summary>
    /// <param name="x">Where.</param>
    /// <param name="factor">As long.</param>
    /// <param name="y">Gets the products; as long.</param>
    public static void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> factor, Span<float> y)
    {
        ref var first = ref MemoryMarshal.GetReference(x);
        ref var factors = ref MemoryMarshal.GetReference(factor);
        ref var result = ref MemoryMarshal.GetReference(y);
        nuint i = 0;
        for (; i + (nuint)Vector512<float>.Count <= (nuint)x.Length; i += (nuint)Vector512<float>.Count)
        {
            var scaled = Vector512.LoadUnsafe(ref first, i) * Slope;
            var sigmoid = Sigmoid(scaled);
            (Vector512.LoadUnsafe(ref factors, i) * sigmoid * (One + (scaled * (One - sigmoid)))).StoreUnsafe(ref result, i);
        }
        for (var rest = (int)i; rest < x.Length; rest++)
        {
            var scaled = x[rest] * Slope;
            var sigmoid = Sigmoid(scaled);
            y[rest] = factor[rest] * sigmoid * (1 + (scaled * (1 - sigmoid)));
        }
    }

    private static Vector512<float> Sigmoid(Vector512<float> x) => One / (One + Exponential.Of(-x));

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
}
