using System.Collections.Immutable;
using System.Globalization;
using SurgeryBench.Reporting.Tables;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Page;

/// <summary>Everything the records say of a row: where it comes from, its settings, its bias by depth, and each seed's counts and provenance.</summary>
internal static class RowDetails
{
    /// <summary>The name of a row's details in links.</summary>
    public static string IdOf(ResultTable table, int index) => string.Create(CultureInfo.InvariantCulture, $"{table.Group.Stem}.{index}");

    /// <summary>A list that opens: a row a line.</summary>
    /// <param name="table">Has the rows.</param>
    /// <param name="cards">What is known of methods, by name.</param>
    public static Markup Of(ResultTable table, IReadOnlyDictionary<string, MethodCard> cards)
    {
        var chart = new BiasChart(table);
        return Markup.Of($"""
            <h3>Row by row</h3>
            <details class="all"><summary>Settings, counts, bias and provenance of each of the {table.Rows.Length} rows</summary>
            {table.Rows.Select((row, index) => Of(row, IdOf(table, index), cards.GetValueOrDefault(row.MethodId), chart))}</details>
            """);
    }

    private static Markup Of(ResultRow row, string id, MethodCard? card, BiasChart chart) => Markup.Of($"""
        <details><summary>{row.Label}</summary><div id="{id}" class="row">
        <dl>{Origin(card)}{Facts(row)}</dl>
        {chart.Of(row)}
        {SeedTable.Of(row)}
        </div></details>

        """);

    private static Markup Origin(MethodCard? card) => card is null ? Markup.None : Markup.Of($"""
        <dt>paper</dt><dd>{card.Paper}</dd><dt>formula</dt><dd>{card.Formula}</dd>
        """);

    private static Markup Facts(ResultRow row)
    {
        var run = row.Records[0];
        return Markup.Of($"""
            <dt>settings of {run.Key.Method}</dt><dd>{Settings(run.Key.MethodSettings)}</dd>{Repair(run.Key)}<dt>looks at</dt><dd>{run.Data}</dd><dt>task must be known</dt><dd>{(run.NeedsTaskId ? "yes" : "no")}</dd><dt>parameters</dt><dd>{Count(run.EncoderParameters)} of one encoder, {Printed.Value(row.ExtraParameters!.Mean, Metrics.ExtraParameters)} extra</dd>
            """);
    }

    private static Markup Repair(RunKey key) => key.Repair == RunKey.NoRepair
        ? Markup.None
        : Markup.Of($"<dt>settings of {key.Repair}</dt><dd>{Settings(key.RepairSettings)}</dd>");

    private static Markup Settings(string json)
    {
        ImmutableArray<Markup> fields = [.. SettingsLabels.FieldsOf(json).Select(field => Markup.Of($"<code>{field.Key}={(field.Value.Length == 0 ? "default" : field.Value)}</code> "))];
        return fields.IsEmpty ? Markup.Of($"none") : Markup.Of($"{fields}");
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
