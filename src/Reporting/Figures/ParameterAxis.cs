using System.Globalization;
using ScottPlot;

namespace SurgeryBench.Reporting.Figures;

/// <summary>A logarithmic axis of parameter counts with a place of its own for zero.</summary>
internal sealed class ParameterAxis
{
    private const double GapAfterZero = 0.6;

    private readonly double lowestPower;
    private readonly double highest;
    private readonly bool hasZero;

    public ParameterAxis(IEnumerable<double> counts)
    {
        var all = counts.ToList();
        var powers = all.Where(count => count >= 1).Select(Math.Log10).DefaultIfEmpty(0).ToList();
        (lowestPower, hasZero) = (Math.Floor(powers.Min()), all.Any(count => count < 1));
        highest = Math.Max(powers.Max(), lowestPower + 1);
    }

    public double Left => (hasZero ? Zero : lowestPower) - 0.35;

    public double Right => highest + 0.25;

    private double Zero => lowestPower - GapAfterZero;

    public double Position(double count) => count < 1 ? Zero : Math.Log10(count);

    public Tick[] Ticks()
    {
        var powers = Enumerable.Range((int)lowestPower, (int)(highest - lowestPower) + 1).Select(power => new Tick(power, Name(power)));
        return hasZero ? [new Tick(Zero, "0"), .. powers] : [.. powers];
    }

    private static string Name(int power) => power switch
    {
        < 3 => Math.Pow(10, power).ToString("F0", CultureInfo.InvariantCulture),
        < 6 => $"{Math.Pow(10, power - 3):F0} k",
        < 9 => $"{Math.Pow(10, power - 6):F0} M",
        _ => $"{Math.Pow(10, power - 9):F0} G",
    };
}
