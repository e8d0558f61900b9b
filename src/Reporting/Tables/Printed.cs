using System.Globalization;
using SurgeryBench.Core;

namespace SurgeryBench.Reporting.Tables;

/// <summary>Numbers as readers see them: fractions as percent with one decimal, rounded; whole counts; seconds.</summary>
internal static class Printed
{
    public const string Missing = "-";

    public static string Value(double value, Metric metric) => metric.Unit switch
    {
        "s" => Rounded(value, value < 10 ? 2 : 0),
        "parameters" or "multiply-adds" or "bytes" => value.ToString("N0", CultureInfo.InvariantCulture),
        _ when metric.Unit.StartsWith("fraction", StringComparison.Ordinal) => Percent(value),
        _ => value.ToString("G4", CultureInfo.InvariantCulture),
    };

    public static string Percent(double fraction) => Rounded(100 * fraction, 1);

    // By way of decimal, halves go up as on paper: binary fractions put 47.25 and 64.65 on either side of the half.
    private static string Rounded(double value, int decimals) =>
        Math.Round((decimal)value, decimals, MidpointRounding.AwayFromZero).ToString($"F{decimals}", CultureInfo.InvariantCulture);
}
