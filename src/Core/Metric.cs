namespace SurgeryBench.Core;

/// <summary>Which direction of a metric is the good one.</summary>
public enum Better
{
    /// <summary>More is better.</summary>
    Higher,

    /// <summary>Less is better.</summary>
    Lower,

    /// <summary>Neither: the number describes.</summary>
    Neither,
}

/// <summary>A measured quantity: headings, arrows and axis labels are made from this.</summary>
/// <param name="Name">Kebab-case id, e.g. <c>normalised-accuracy</c>.</param>
/// <param name="Label">How it is called in headings.</param>
/// <param name="Unit">The unit of the stored value, e.g. <c>fraction</c>.</param>
/// <param name="Better">Its good direction.</param>
/// <param name="Meaning">What it says, in one sentence.</param>
public sealed record Metric(string Name, string Label, string Unit, Better Better, string Meaning);
