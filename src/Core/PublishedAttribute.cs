namespace SurgeryBench.Core;

/// <summary>Where a merging method comes from, for the list of methods.</summary>
/// <param name="paper">Authors, year and where to find it, e.g. <c>Ilharco et al. 2023, arXiv:2212.04089</c>.</param>
/// <param name="formula">The method in one line, in the papers' letters: θ0 base, θt experts, τt = θt − θ0, λ and α coefficients.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class PublishedAttribute(string paper, string formula) : Attribute
{
    /// <summary>Authors, year and where to find it.</summary>
    public string Paper => paper;

    /// <summary>The method in one line.</summary>
    public string Formula => formula;

    /// <summary>Name of the golden numbers it is checked against, a folder of <c>tests/Fixtures</c>; null if its tests solve it by another route.</summary>
    public string? Golden { get; init; }
}
