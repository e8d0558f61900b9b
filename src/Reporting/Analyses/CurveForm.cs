namespace SurgeryBench.Reporting.Analyses;

/// <summary>How a curve is drawn.</summary>
public enum CurveForm
{
    /// <summary>Points joined by lines.</summary>
    Line,

    /// <summary>Points alone.</summary>
    Points,

    /// <summary>A line across the panel at its one value.</summary>
    Level,
}
