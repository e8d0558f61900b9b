using System.Runtime.CompilerServices;

namespace SurgeryBench.Core;

/// <summary>Range checks for the settings of methods and repairs. Each returns the value, so that it reads inside an initialiser.</summary>
public static class Setting
{
    /// <summary>A finite number.</summary>
    public static double Finite(double value, [CallerMemberName] string name = "") =>
        double.IsFinite(value) ? value : throw Fault(name, value, "a finite number");

    /// <summary>A finite number above 0.</summary>
    public static double Positive(double value, [CallerMemberName] string name = "") =>
        double.IsFinite(value) && value > 0 ? value : throw Fault(name, value, "a number above 0");

    /// <summary>A whole number above 0.</summary>
    public static int Positive(int value, [CallerMemberName] string name = "") =>
        value > 0 ? value : throw Fault(name, value, "a whole number above 0");

    /// <summary>A number strictly between two bounds.</summary>
    public static double Between(double low, double high, double value, [CallerMemberName] string name = "") =>
        value > low && value < high ? value : throw Fault(name, value, $"a number between {Text(low)} and {Text(high)}");

    /// <summary>A number from 0 to 1, both included.</summary>
    public static double Share(double value, [CallerMemberName] string name = "") =>
        value is >= 0 and <= 1 ? value : throw Fault(name, value, "a number from 0 to 1");

    /// <summary>Evenly spaced values for a grid, without the rounding that adding up leaves.</summary>
    /// <param name="from">The first value.</param>
    /// <param name="to">The largest value that may be among them.</param>
    /// <param name="step">Distance of neighbours, above 0.</param>
    public static IEnumerable<double> Steps(decimal from, decimal to, decimal step)
    {
        for (var value = from; value <= to; value += step) yield return (double)value;
    }

    private static ArgumentOutOfRangeException Fault(string name, double value, string expected) =>
        new(name, $"{name} is {Text(value)}; {expected} was expected.");

    private static string Text(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
