using System.Collections.Immutable;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Tables;

/// <summary>The columns of <see cref="RepairsTable"/>: what repairs reach, and what they cost beyond the merge of the same settings and seed.</summary>
internal static class RepairColumns
{
    /// <summary>The columns from left to right.</summary>
    /// <param name="table">Where accuracies come from.</param>
    /// <param name="rows">Merges and their repairs.</param>
    public static ImmutableArray<Column> Of(ResultTable table, ImmutableArray<ResultRow> rows)
    {
        var merges = rows.SelectMany(row => row.Records).Where(run => run.Key.Repair == RunKey.NoRepair).ToDictionary(MergeOf);
        return
        [
            new("average", "average", Metrics.Accuracy, row => row.Average) { MarksBest = true, ShowsSpread = true },
            new("normalised-average", "normalised", Metrics.NormalisedAccuracy, row => row.NormalisedAverage),
            new("embedding-bias", "bias of the embedding", Metrics.RepresentationBias, row => Cell.Of(row.Records.Select(EmbeddingBias))),
            new("numbers-a-task", "numbers a task", Metrics.ExtraParameters, row => Beyond(row, run => run.ExtraParameters / (double)table.Tasks.Length)),
            new("seconds", "seconds", Metrics.Seconds, row => Cell.Of(row.Records.Select(run => run.Phases.Seconds(phases => phases.Repair)))),
            new(Metrics.ExtraMultiplyAdds.Name, "multiply-adds", Metrics.ExtraMultiplyAdds, row => Beyond(row, run => run.ExtraMultiplyAdds)),
        ];

        Cell? Beyond(ResultRow row, Func<RunRecord, double?> cost) => Cell.Of(row.Records.Select(run => merges.GetValueOrDefault(MergeOf(run)) is { } merge ? cost(run) - cost(merge) : null));
    }

    private static (string Method, string Settings, int Seed) MergeOf(RunRecord run) => (run.Key.Method, run.Key.MethodSettings, run.Key.Seed);

    private static double? EmbeddingBias(RunRecord run) => run.Bias.IsEmpty ? null : run.Bias.Average(bias => bias.Embedding);
}
