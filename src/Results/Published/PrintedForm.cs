namespace SurgeryBench.Results.Published;

/// <summary>How a source cuts the numbers it prints.</summary>
public enum PrintedForm
{
    /// <summary>All digits of a log.</summary>
    Full,

    /// <summary>Cut after the last printed decimal, never rounded up: the AdaMerging and Surgery papers and those that quote them.</summary>
    Truncated,

    /// <summary>The source does not say, and no log tells.</summary>
    Unstated,
}
