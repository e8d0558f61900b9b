using System.Numerics;
using System.Runtime.InteropServices;
using SurgeryBench.Methods.Merging;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// Trim, elect and merge in one pass over memory, for task vectors on the CPU: as torch operations, each step would write its own copy of all
/// of them. <see cref="TiesSteps"/> has the same steps one by one.
/// </summary>
/// <param name="thresholds">What the trim keeps of each task vector.</param>
/// <param name="combination">How agreeing entries are combined.</param>
internal sealed class TiesKernel(IReadOnlyList<double> thresholds, DisjointMerge combination)
{
    private static readonly int Lanes = Vector<float>.Count;
    private readonly Vector<float>[] kept = new Vector<float>[thresholds.Count];
    private readonly Vector<float>[] limits = [.. thresholds.Select(threshold => new Vector<float>((float)threshold))];

    /// <summary>The sum of the signs of all coordinates so far.</summary>
    public double Balance { get; private set; }

    /// <summary>Whether some coordinate so far has entries that cancel exactly.</summary>
    public bool Cancels { get; private set; }

    /// <summary>Merges a piece.</summary>
    /// <param name="rows">A piece of each task vector, one after the other.</param>
    /// <param name="merged">Gets the merged piece.</param>
    /// <param name="majority">The sign of coordinates whose own sum is 0; 0 takes the negative entries, as the authors' code does.</param>
    public void Merge(ReadOnlySpan<float> rows, Span<float> merged, int majority)
    {
        var length = merged.Length;
        var whole = length - (length % Lanes);
        for (var at = 0; at < whole; at += Lanes)
        {
            for (var row = 0; row < kept.Length; row++) kept[row] = new Vector<float>(rows[((row * length) + at)..]);
            MergeLanes(majority, Lanes).CopyTo(merged[at..]);
        }
        if (whole == length) return;
        Span<float> rest = stackalloc float[Lanes];
        for (var row = 0; row < kept.Length; row++)
        {
            rows.Slice((row * length) + whole, length - whole).CopyTo(rest);
            kept[row] = new Vector<float>(rest);
        }
        MergeLanes(majority, length - whole).CopyTo(rest);
        rest[..(length - whole)].CopyTo(merged[whole..]);
    }

    /// <summary>The same for tensors.</summary>
    /// <param name="vectors">float32 [T, n] on the CPU, contiguous, borrowed.</param>
    /// <param name="majority">See the other form.</param>
    /// <returns>[n].</returns>
    public TorchSharp.torch.Tensor Merge(TorchSharp.torch.Tensor vectors, int majority)
    {
        var merged = TorchSharp.torch.empty(vectors.shape[1]);
        Merge(MemoryMarshal.Cast<byte, float>(vectors.bytes), MemoryMarshal.Cast<byte, float>(merged.bytes), majority);
        return merged;
    }

    private Vector<float> MergeLanes(int majority, int used)
    {
        Vector<float> sum = Vector<float>.Zero, entries = Vector<float>.Zero;
        for (var row = 0; row < kept.Length; row++)
        {
            var magnitude = Vector.Abs(kept[row]);
            kept[row] = Vector.ConditionalSelect(Vector.GreaterThanOrEqual(magnitude, limits[row]), kept[row], Vector<float>.Zero);
            sum += kept[row];
            entries += Vector.Abs(kept[row]);
        }
        Count(sum, entries, used);
        var isPositive = majority > 0 ? Vector.GreaterThanOrEqual(sum, Vector<float>.Zero) : Vector.GreaterThan(sum, Vector<float>.Zero);
        return Combine(isPositive);
    }

    private void Count(Vector<float> sum, Vector<float> entries, int used)
    {
        for (var lane = 0; lane < used; lane++) Balance += MathF.Sign(sum[lane]);
        Cancels |= Vector.EqualsAny(sum, Vector<float>.Zero) && Vector.GreaterThanAny(Vector.ConditionalSelect(Vector.Equals(sum, Vector<float>.Zero), entries, Vector<float>.Zero), Vector<float>.Zero);
    }

    private Vector<float> Combine(Vector<int> isPositive)
    {
        Vector<float> total = Vector<float>.Zero, count = Vector<float>.Zero, largest = Vector<float>.Zero;
        foreach (var entry in kept)
        {
            var agrees = Vector.ConditionalSelect(isPositive, Vector.GreaterThan(entry, Vector<float>.Zero), Vector.LessThan(entry, Vector<float>.Zero));
            var selected = Vector.ConditionalSelect(agrees, entry, Vector<float>.Zero);
            total += selected;
            count += Vector.ConditionalSelect(agrees, Vector<float>.One, Vector<float>.Zero);
            largest = Vector.Max(largest, Vector.Abs(selected));
        }
        return combination switch
        {
            DisjointMerge.Mean => total / Vector.Max(count, Vector<float>.One),
            DisjointMerge.Max => Vector.ConditionalSelect(isPositive, largest, -largest),
            _ => total,
        };
    }
}
