using System.Runtime.CompilerServices;

namespace SurgeryBench.Results.Storage;

/// <summary>Range checks of the values that records hold.</summary>
internal static class Bounds
{
    private const int LongestText = 200;

    public static long Count(long value, [CallerMemberName] string what = "") =>
        value >= 0 ? value : throw new ArgumentOutOfRangeException(what, value, $"{what} is a count and not negative.");

    public static TimeSpan Duration(TimeSpan value, [CallerMemberName] string what = "") =>
        value >= TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(what, value, $"{what} is a duration and not negative.");

    public static double Fraction(double value, [CallerMemberName] string what = "") =>
        value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(what, value, $"{what} is a fraction from 0 to 1.");

    public static string Text(string value, [CallerMemberName] string what = "") =>
        !string.IsNullOrWhiteSpace(value) && value.Length <= LongestText && !value.Any(char.IsControl)
            ? value
            : throw new ArgumentException($"{what} is 1 to {LongestText} printable characters, not '{value}'.", what);
}
