using SurgeryBench.Core;

namespace SurgeryBench.Reporting.Tables;

/// <summary>One column of the tables that have a row a line.</summary>
/// <param name="Id">Its name in CSV, kebab-case unless it is a task's name.</param>
/// <param name="Heading">Its heading for readers, without arrow.</param>
/// <param name="Metric">What it shows.</param>
/// <param name="Value">Takes the cell out of a row.</param>
internal sealed record Column(string Id, string Heading, Metric Metric, Func<ResultRow, Cell?> Value)
{
    /// <summary>Whether readers are shown the best merge. Sizes and times are left alone: many share the best, and clocks differ.</summary>
    public bool MarksBest { get; init; }

    /// <summary>Whether the spread over seeds is shown beside the mean.</summary>
    public bool ShowsSpread { get; init; }

    /// <summary>The arrow of the metric's good direction, with a space before it; empty if it has none.</summary>
    public string Arrow => Metric.Better switch { Better.Higher => " ↑", Better.Lower => " ↓", _ => "" };
}
