using System.Collections.Immutable;

namespace SurgeryBench.Methods.Families;

/// <summary>How much of each member of a family goes into a merge, and how good that is.</summary>
/// <param name="Coefficients">A coefficient a member, from 0, with sum 1.</param>
/// <param name="Score">The proxy score, 0 to 1.</param>
internal sealed record MergeRecipe(ImmutableArray<double> Coefficients, double Score);
