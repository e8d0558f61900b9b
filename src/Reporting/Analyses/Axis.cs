using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Reporting.Figures;

namespace SurgeryBench.Reporting.Analyses;

/// <summary>One axis of a panel.</summary>
/// <param name="Label">What it shows, with the unit.</param>
public sealed record Axis(string Label)
{
    /// <summary>Whether it is logarithmic; all its values are then above 0.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether it is marked at the very values shown, as of a setting that took a few, rather than at round numbers.</summary>
    public bool IsMarkedAtValues { get; init; }

    /// <summary>Names of the positions 0, 1, 2, ... of an axis of kinds; empty (default) for an axis of numbers.</summary>
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>The only marks, each a value and its name; empty (default) for numbers.</summary>
    public ImmutableArray<(double Value, string Name)> Names { get; init; } = [];

    /// <summary>What values are multiplied by to be shown, e.g. 100 for percent of a fraction.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Whether its numbers mean nothing and are not written, as of an embedding in the plane.</summary>
    public bool IsBare { get; init; }

    /// <summary>The axis of a metric: fractions in percent, with an arrow to the good side.</summary>
    /// <param name="metric">What it shows.</param>
    /// <param name="how">What to say of it besides the unit; null for nothing.</param>
    public static Axis Of(Metric metric, string? how = null)
    {
        var isFraction = metric.Unit == "fraction";
        var unit = isFraction ? "%" : metric.Unit;
        return new Axis(Style.Label(metric, how is null ? unit : $"{unit}, {how}")) { Factor = isFraction ? 100 : 1 };
    }
}
