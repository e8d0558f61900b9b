using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Analyses;

/// <summary>One value that an analysis measured: a line of its CSV file.</summary>
public sealed record AnalysisPoint
{
    /// <summary>The series that is the unweighted mean over tasks.</summary>
    public const string Average = "average";

    /// <summary>Method, repair, settings, suite, backbone and seed.</summary>
    public required RunKey Row { get; init; }

    /// <summary>The repair's settings without the one that is varied: points that have them in common lie on one curve. Default all of them.</summary>
    public string CurveSettings { get => field ?? Row.RepairSettings; init; }

    /// <summary>What the value belongs to: a task, <see cref="Average"/>, or what else the analysis tells apart.</summary>
    public string Series { get; init; } = Average;

    /// <summary>Where on the horizontal axis; null for a value that does not depend on it, drawn as a level.</summary>
    public required double? X { get; init; }

    /// <summary>What was measured.</summary>
    public required Metric Metric { get; init; }

    /// <summary>In the metric's unit; finite.</summary>
    public required double Value { get; init; }

    /// <summary>Places of method and repair in their catalogues, from 0.</summary>
    public required (int Method, int Repair) Order { get; init; }
}
