using System.Collections.Immutable;

namespace SurgeryBench.Reporting.Analyses;

/// <summary>The figure of an analysis: panels side by side under one title, with one legend for all.</summary>
/// <param name="Title">What the figure shows.</param>
/// <param name="Panels">At least one, row by row.</param>
public sealed record Chart(string Title, ImmutableArray<Panel> Panels)
{
    /// <summary>Panels a row; default at most three.</summary>
    public int Columns { get; init; } = Math.Min(3, Panels.Length);
}
