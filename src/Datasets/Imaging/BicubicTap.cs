using System.Collections.Immutable;

namespace SurgeryBench.Datasets.Imaging;

/// <summary>
/// The source pixels one new pixel is made of, along one side: Keys' kernel (1981, a = -1/2), widened when shrinking, cut off at the
/// border, its weights made to sum to one.
/// </summary>
/// <param name="First">Index of the first source pixel.</param>
/// <param name="Weights">Weights of it and those after it.</param>
internal readonly record struct BicubicTap(int First, ImmutableArray<double> Weights)
{
    private const double Support = 2;

    /// <summary>The taps of all pixels of the middle square along a side.</summary>
    internal static BicubicTap[] Along(int length, int shorter, int side)
    {
        var square = MiddleSquare.Along(length, shorter, side);
        var ratio = (double)length / square.Scaled;
        return [.. Enumerable.Range(square.Cut, side).Select(i => At((i + 0.5) * ratio, Math.Max(ratio, 1), length))];
    }

    private static BicubicTap At(double centre, double stretch, int length)
    {
        var first = Math.Max(0, (int)(centre - (Support * stretch) + 0.5));
        var last = Math.Min(length, (int)(centre + (Support * stretch) + 0.5));
        var narrowing = 1 / stretch;
        var weights = Enumerable.Range(first, last - first).Select(i => Cubic((i - centre + 0.5) * narrowing)).ToArray();
        var sum = weights.Sum();
        return new BicubicTap(first, [.. weights.Select(weight => weight / sum)]);
    }

    private static double Cubic(double x)
    {
        const double A = -0.5;
        x = Math.Abs(x);
        return x switch
        {
            < 1 => ((((A + 2) * x) - (A + 3)) * x * x) + 1,
            < Support => ((((x - 5) * x) + 8) * x * A) - (4 * A),
            _ => 0,
        };
    }
}
