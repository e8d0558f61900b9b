using System.Runtime.Intrinsics;
using SurgeryBench.Core.Kernels;

namespace SurgeryBench.Methods.Operations;

/// <summary>What one tensor of images' own layers is mixed from, as it lies in memory: an anchor and task vectors.</summary>
/// <param name="anchor">[entries].</param>
/// <param name="vectors">[tasks, entries].</param>
internal readonly ref struct RoutedSpans(Span<float> anchor, Span<float> vectors)
{
    private readonly Span<float> anchor = anchor, vectors = vectors;

    /// <summary>Entries of the tensor.</summary>
    public int Length => anchor.Length;

    /// <summary>Tasks.</summary>
    public int Tasks => vectors.Length / anchor.Length;

    /// <summary>Forms some entries for each of some images.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many; a multiple of <see cref="MatrixProduct.Columns"/>.</param>
    /// <param name="coefficients">[images, tasks].</param>
    /// <param name="result">[images, count], overwritten.</param>
    public void Mix(int first, int count, Span<float> coefficients, Span<float> result) => MatrixProduct.Write(
        new Grid(ref coefficients[0], Tasks), new Grid(ref vectors[first], anchor.Length), new Grid(ref result[0], count), coefficients.Length / Tasks, Tasks, count,
        new Grid(ref anchor[first], down: 0));

    /// <summary>Adds to the gradient of the coefficients what some entries contribute.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="slope">The gradient of the images' own entries, [images, count].</param>
    /// <param name="count">How many; a multiple of <see cref="MatrixProduct.Columns"/>.</param>
    /// <param name="toCoefficients">[images, tasks].</param>
    public void AddShares(int first, Span<float> slope, int count, Span<float> toCoefficients)
    {
        for (var image = 0; image < slope.Length / count; image++)
        {
            var own = slope.Slice(image * count, count);
            for (var task = 0; task < Tasks; task++) toCoefficients[(image * Tasks) + task] += Dot(own, vectors.Slice((task * anchor.Length) + first, count));
        }
    }

    private static float Dot(Span<float> left, Span<float> right)
    {
        var (even, odd) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var place = 0; place < left.Length; place += 2 * Vector512<float>.Count)
        {
            even = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref left[place]), Vector512.LoadUnsafe(ref right[place]), even);
            odd = Vector512.FusedMultiplyAdd(
                Vector512.LoadUnsafe(ref left[place], (nuint)Vector512<float>.Count), Vector512.LoadUnsafe(ref right[place], (nuint)Vector512<float>.Count), odd);
        }
        return Vector512.Sum(even + odd);
    }
}
