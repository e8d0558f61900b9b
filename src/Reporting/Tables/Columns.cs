using System.Collections.Immutable;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Tables;

/// <summary>The columns of a table from left to right. A new column is one line here.</summary>
internal static class Columns
{
    public static ImmutableArray<Column> Of(ResultTable table) =>
    [
        .. table.Tasks.Select((task, index) => new Column(task, task, Metrics.Accuracy, row => row.Accuracies[index]) { MarksBest = true }),
        new("average", "average", Metrics.Accuracy, row => row.Average) { MarksBest = true, ShowsSpread = true },
        .. table.Rows.Any(row => !row.Inductive.IsEmpty)
            ? new Column[] { new("average-inductive", "average, inductive", Metrics.Accuracy, row => row.InductiveAverage) { MarksBest = true, ShowsSpread = true } }
            : [],
        new("normalised-average", "normalised", Metrics.NormalisedAccuracy, row => row.NormalisedAverage) { MarksBest = true },
        new(Metrics.ExtraParameters.Name, "extra parameters", Metrics.ExtraParameters, row => row.ExtraParameters),
        .. table.Rows.Any(row => row.ExtraMultiplyAdds is not null)
            ? new Column[] { new(Metrics.ExtraMultiplyAdds.Name, "extra multiply-adds", Metrics.ExtraMultiplyAdds, row => row.ExtraMultiplyAdds) }
            : [],
        new(Metrics.Seconds.Name, "seconds", Metrics.Seconds, row => row.Seconds),
    ];
}
