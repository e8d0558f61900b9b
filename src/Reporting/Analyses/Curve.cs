using System.Collections.Immutable;

namespace SurgeryBench.Reporting.Analyses;

/// <summary>One curve of a panel.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Colour">What it is coloured by: a repair's id, or any other name. Equal names have equal colours in all panels.</param>
/// <param name="Points">Positions and values, in the units stored; for a level one value, whose position is not looked at.</param>
public sealed record Curve(string Name, string Colour, ImmutableArray<(double X, double Y)> Points)
{
    /// <summary>The colour of what is compared with: the individual experts.</summary>
    public const string Expert = "individual";

    /// <summary>How it is drawn; default points joined by lines.</summary>
    public CurveForm Form { get; init; } = CurveForm.Line;
}
