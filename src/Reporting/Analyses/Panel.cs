using System.Collections.Immutable;

namespace SurgeryBench.Reporting.Analyses;

/// <summary>One pair of axes of a chart.</summary>
/// <param name="Title">What sets it apart from the other panels.</param>
/// <param name="X">The horizontal axis.</param>
/// <param name="Y">The vertical axis.</param>
/// <param name="Curves">What it shows; at least one.</param>
public sealed record Panel(string Title, Axis X, Axis Y, ImmutableArray<Curve> Curves);
