namespace SurgeryBench.Accuracy.Analyses;

/// <summary>One thing a probe measures of each row.</summary>
/// <param name="Settings">What the values depend on, as one JSON object: part of the record's key.</param>
/// <param name="Tasks">How many tasks, the first ones of the suite, are merged.</param>
internal sealed record ProbeCase(string Settings, int Tasks)
{
    /// <summary>The encoder's width where the zoo is not the selection's; null (default) where it is.</summary>
    public int? Width { get; init; }
}
