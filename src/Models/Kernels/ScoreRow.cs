using System.Runtime.Intrinsics;

namespace SurgeryBench.Models.Kernels;

/// <summary>What one token has to do with each of up to <see cref="Length"/> tokens.</summary>
internal readonly struct ScoreRow(Vector512<float> low, Vector512<float> high)
{
    /// <summary>Entries of a row, whatever the number of tokens.</summary>
    public const int Length = 32;

    private readonly Vector512<float> low = low, high = high;

    /// <summary>Reads a row.</summary>
    public static ScoreRow Load(ref float first) => new(Vector512.LoadUnsafe(ref first), Vector512.LoadUnsafe(ref first, (nuint)Vector512<float>.Count));

    /// <summary>A row to be added to scores: nothing for the first tokens, and minus infinity beyond.</summary>
    public static ScoreRow Mask(int tokens) => new(Mask(tokens, 0), Mask(tokens, Vector512<float>.Count));

    /// <summary>Writes the row.</summary>
    public void Store(ref float first)
    {
        low.StoreUnsafe(ref first);
        high.StoreUnsafe(ref first, (nuint)Vector512<float>.Count);
    }

    /// <summary>The softmax of scaled and masked scores.</summary>
    public ScoreRow Softmax(float scale, ScoreRow mask)
    {
        Vector512<float> first = (low * scale) + mask.low, last = (high * scale) + mask.high;
        var top = Vector512.Create(Largest(Vector512.MaxNative(first, last)));
        Vector512<float> firstPower = Exponential.Of(first - top), lastPower = Exponential.Of(last - top);
        var share = 1 / Vector512.Sum(firstPower + lastPower);
        return new ScoreRow(firstPower * share, lastPower * share);
    }

    /// <summary>From a gradient with respect to these entries, a softmax of scaled scores, that with respect to the scores.</summary>
    public ScoreRow BackThroughSoftmax(ScoreRow gradient, float scale)
    {
        var mean = Vector512.Create(Vector512.Sum((gradient.low * low) + (gradient.high * high)));
        return new ScoreRow((gradient.low - mean) * low * scale, (gradient.high - mean) * high * scale);
    }

    private static Vector512<float> Mask(int tokens, int first)
    {
        var present = Vector512.LessThan(Vector512.CreateSequence<float>(first, 1), Vector512.Create((float)tokens));
        return Vector512.ConditionalSelect(present, Vector512<float>.Zero, Vector512.Create(float.NegativeInfinity));
    }

    private static float Largest(Vector512<float> values)
    {
        var half = Vector256.MaxNative(values.GetLower(), values.GetUpper());
        var quarter = Vector128.MaxNative(half.GetLower(), half.GetUpper());
        return MathF.Max(MathF.Max(quarter[0], quarter[1]), MathF.Max(quarter[2], quarter[3]));
    }
}
