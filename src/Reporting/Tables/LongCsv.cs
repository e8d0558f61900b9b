using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Tables;

/// <summary>One line a value of a single run, nothing averaged over seeds; fractions with all their digits.</summary>
internal sealed class LongCsv : ITableWriter
{
    /// <summary>The task of means over tasks.</summary>
    private const string Average = "average";

    /// <summary>The task of values that belong to the run as a whole.</summary>
    private const string All = "all";

    private static readonly string[] Heading =
        ["suite", "backbone", "family", "method", "repair", "seed", "task", "metric", "value", "correct", "total", "unit"];

    public string Ending => ".long.csv";

    public string Text(ResultTable table)
    {
        var normalised = new NormalisedAccuracy(table.Rows.SelectMany(row => row.Records));
        var lines = from row in table.Rows
                    from line in row.Records.SelectMany(run => Values(run, table, normalised).Select(value => Line(row, run, value)))
                        .Concat(row.Inductive.SelectMany(run => Accuracies(Metrics.InductiveAccuracy, run, table).Select(value => Line(row, run, value))))
                    select line;
        return CsvText.Of(Heading, lines);
    }

    private static IEnumerable<LongValue> Values(RunRecord run, ResultTable table, NormalisedAccuracy normalised) =>
    [
        .. Accuracies(Metrics.Accuracy, run, table),
        .. ByTaskAndMean(Metrics.NormalisedAccuracy, table, task => normalised.Of(run, task)),
        .. ByTaskAndMean(Metrics.RepresentationBias, table, task => run.BiasOf(task)?.Embedding),
        new LongValue(All, Metrics.ExtraParameters, run.ExtraParameters),
        .. run.ExtraMultiplyAdds is { } computed ? new[] { new LongValue(All, Metrics.ExtraMultiplyAdds, computed) } : [],
        .. run.Phases.Seconds(phases => phases.MergeAndRepair) is { } seconds ? new[] { new LongValue(All, Metrics.Seconds, seconds) } : [],
    ];

    private static IEnumerable<LongValue> Accuracies(Metric metric, RunRecord run, ResultTable table) =>
    [
        .. run.Scores.Select(score => new LongValue(score.Task, metric, score.Accuracy, score)),
        .. Mean(metric, table, task => run.ScoreOf(task)?.Accuracy),
    ];

    private static IEnumerable<LongValue> ByTaskAndMean(Metric metric, ResultTable table, Func<string, double?> value)
    {
        foreach (var task in table.Tasks)
            if (value(task) is { } known) yield return new LongValue(task, metric, known);
        foreach (var mean in Mean(metric, table, value)) yield return mean;
    }

    private static IEnumerable<LongValue> Mean(Metric metric, ResultTable table, Func<string, double?> value)
    {
        var values = table.Tasks.Select(value).ToList();
        if (!values.Contains(null)) yield return new LongValue(Average, metric, values.Average()!.Value);
    }

    private static IEnumerable<object?> Line(ResultRow row, RunRecord run, LongValue value) =>
    [
        run.Key.Suite, run.Key.Backbone, run.Key.Family, row.Method, row.Repair, run.Key.Seed,
        value.Task, value.Metric.Name, value.Value, value.Counts?.Correct, value.Counts?.Total, value.Metric.Unit,
    ];
}
