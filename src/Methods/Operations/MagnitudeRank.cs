using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>
/// Order statistics of magnitudes. The bits of a float without its sign sort as the number does, so two counting passes find an entry of
/// any rank exactly, where a selection would copy and shuffle the whole model.
/// </summary>
internal static class MagnitudeRank
{
    private const int Magnitude = int.MaxValue, LowBits = 15, LowMask = (1 << LowBits) - 1, Buckets = 1 << 16;

    /// <summary>The magnitude of a rank.</summary>
    /// <param name="vector">Floating-point, [d], contiguous, borrowed.</param>
    /// <param name="rank">1 for the smallest, d for the largest.</param>
    public static double Of(Tensor vector, long rank)
    {
        if (vector.device_type == DeviceType.CPU && vector.dtype == ScalarType.Float32) return Of(MemoryMarshal.Cast<byte, int>(vector.bytes), rank);
        using var scope = NewDisposeScope();
        return vector.abs().kthvalue(rank, 0).values.to_type(ScalarType.Float64).item<double>();
    }

    /// <summary>The quantile of the magnitudes, interpolated between the two that enclose it, as numpy and torch do.</summary>
    /// <param name="vector">Floating-point, [d], contiguous, borrowed.</param>
    /// <param name="share">From 0 for the smallest to 1 for the largest.</param>
    public static double Quantile(Tensor vector, double share)
    {
        var place = share * (vector.numel() - 1);
        var below = Math.Floor(place);
        double low = Of(vector, (long)below + 1), high = Of(vector, (long)Math.Ceiling(place) + 1);
        return low + ((place - below) * (high - low));
    }

    private static float Of(ReadOnlySpan<int> bits, long rank)
    {
        var (high, rest) = Find(CountHigh(bits), rank);
        var within = new long[LowMask + 1];
        foreach (var one in bits)
        {
            if ((one & Magnitude) >> LowBits == high) within[one & LowMask]++;
        }
        return BitConverter.Int32BitsToSingle((high << LowBits) | Find(within, rest).Bucket);
    }

    // Neighbours are often in one bucket, and a count cannot be raised again before it is stored: two arrays take turns.
    private static long[] CountHigh(ReadOnlySpan<int> bits)
    {
        long[] counts = new long[Buckets], others = new long[Buckets];
        for (var i = 0; i + 1 < bits.Length; i += 2)
        {
            counts[(bits[i] & Magnitude) >> LowBits]++;
            others[(bits[i + 1] & Magnitude) >> LowBits]++;
        }
        if (bits.Length % 2 == 1) counts[(bits[^1] & Magnitude) >> LowBits]++;
        for (var bucket = 0; bucket < Buckets; bucket++) counts[bucket] += others[bucket];
        return counts;
    }

    /// <summary>The bucket that holds an entry of some rank, and the entry's rank within it.</summary>
    private static (int Bucket, long Rank) Find(long[] counts, long rank)
    {
        var bucket = 0;
        while (rank > counts[bucket]) rank -= counts[bucket++];
        return (bucket, rank);
    }
}
