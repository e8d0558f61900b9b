using System.Collections.Immutable;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Tables;

/// <summary>The list of methods: where each comes from, what it needs, and how it does on one suite with each repair.</summary>
internal static class MethodsTable
{
    private static readonly string[] Facts = ["method", "paper", "formula", "looks at", "task id", "extra parameters", "defaults", "checked by"];

    /// <summary>The whole file.</summary>
    /// <param name="cards">A card a method, in catalogue order.</param>
    /// <param name="table">What was measured; null for nothing yet.</param>
    public static string Text(IReadOnlyList<MethodCard> cards, ResultTable? table)
    {
        ImmutableArray<string> repairs = [.. table is null ? [] : Repairs(table)];
        string[] rule = [.. Facts.Select(_ => "---"), .. repairs.Select(_ => "---:")];
        string[] lines =
        [
            "# Methods", "", Explanation(table), "",
            MarkdownMarkup.Line([.. Facts, .. repairs.Select(repair => repair == RunKey.NoRepair ? "no repair" : $"+ {repair}")]), MarkdownMarkup.Line(rule),
            .. cards.Select(card => MarkdownMarkup.Line([.. FactsOf(card, table), .. repairs.Select(repair => Average(RowOf(table!, card, repair)))])),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static string Explanation(ResultTable? table) =>
        "θ0: base, θt: experts, τt = θt − θ0, T: tasks. Extra parameters: 32-bit numbers stored beyond one encoder, all tasks together. "
        + (table is null
            ? "Nothing has been measured yet."
            : $"The last columns are average test accuracies in percent with the default settings ({Caption.Heading(table)}); {Printed.Missing}: not measured.");

    private static IEnumerable<string> Repairs(ResultTable table) =>
        table.Rows.Select(row => row.Records[0]).OrderBy(run => run.RepairOrder).Select(run => run.Key.Repair).Distinct();

    private static IEnumerable<string> FactsOf(MethodCard card, ResultTable? table)
    {
        var measured = table is null ? null : RowOf(table, card, RunKey.NoRepair);
        return new[]
        {
            card.Name, card.Paper, card.Formula, card.Data, measured is null ? Printed.Missing : measured.Records[0].NeedsTaskId ? "yes" : "no",
            measured?.ExtraParameters is { } extra ? Printed.Value(extra.Mean, Metrics.ExtraParameters) : Printed.Missing,
            card.Settings == RunKey.NoSettings ? Printed.Missing : card.Settings, card.Golden is null ? "analytic oracle" : $"golden numbers {card.Golden}",
        }.Select(MarkdownMarkup.Escaped);
    }

    private static ResultRow? RowOf(ResultTable table, MethodCard card, string repair) =>
        table.Rows.FirstOrDefault(row => row.Records[0].Key is var key && key.Method == card.Name && key.Repair == repair && key.HasMethodSettings(card.Settings));

    private static string Average(ResultRow? row) => row?.Average is { } cell ? Printed.Percent(cell.Mean) : Printed.Missing;
}
