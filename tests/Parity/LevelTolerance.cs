using System.Globalization;
using System.Text.RegularExpressions;

namespace SurgeryBench.Tests.Parity;

/// <summary>How near bytes must be where decoders differ: "mean absolute difference &lt; 1, max &lt;= 8 levels".</summary>
internal readonly partial record struct LevelTolerance(double Mean, double Most)
{
    public static LevelTolerance Parse(string text) => new(Number(MeanPart(), text), Number(MostPart(), text));

    private static double Number(Regex pattern, string text) => double.Parse(pattern.Match(text).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"mean[^<]*< *([0-9.]+)")]
    private static partial Regex MeanPart();

    [GeneratedRegex(@"max *<= *([0-9.]+)")]
    private static partial Regex MostPart();
}
