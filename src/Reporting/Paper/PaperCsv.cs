using System.Globalization;
using SurgeryBench.Reporting.Tables;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Reporting.Paper;

/// <summary>Papers' tables for other programs. All accuracies are percentages; published ones have the decimals that are printed.</summary>
public static class PaperCsv
{
    private static readonly string[] LongHeading =
    [
        "suite", "backbone", "family", "method", "repair", "task", "ours", "published", "difference", "agrees", "unit",
        "seeds", "compared", "printed", "standing", "setting", "source", "split", "note",
    ];

    /// <summary>One line a row: each task's three numbers side by side.</summary>
    /// <param name="tables">Any; the columns are the same for all.</param>
    public static string WideText(IEnumerable<PaperTable> tables)
    {
        var tasks = PublishedFamily.Tasks.Append(PublishedValue.AverageTask);
        var heading = tasks.SelectMany(task => new[] { task, $"{task}-published", $"{task}-difference" });
        return CsvText.Of(
            ["backbone", "family", "method", "repair", "seeds", .. heading, "unit", "source"],
            tables.SelectMany(table => table.Rows.Select(row => WideLine(table, row))));
    }

    /// <summary>One line a number and source; every source of a row is there, and one of them is compared.</summary>
    public static string LongText(PaperTable table) => CsvText.Of(LongHeading, table.Rows.SelectMany(row => LongLines(table, row)));

    private static IEnumerable<object?> WideLine(PaperTable table, PaperRow row) =>
    [
        table.Group.Backbone, table.Family.Id, row.Method, row.Repair, row.Ours?.Records.Length,
        .. row.Cells.SelectMany(cell => new object?[] { Number(cell.OursPercent), cell.Published, Number(cell.Difference) }),
        "percent", row.Published?.Source,
    ];

    private static IEnumerable<IEnumerable<object?>> LongLines(PaperTable table, PaperRow row) =>
        row.Cells.Select(cell => LongLine(table, row, cell, row.Published, compared: true))
            .Concat(row.Sources.Skip(1).SelectMany(source => row.Cells.Select(cell => LongLine(table, row, Alone(cell, source), source, compared: false))));

    private static IEnumerable<object?> LongLine(PaperTable table, PaperRow row, PaperCell cell, PublishedRow? source, bool compared)
    {
        var value = source?.Of(cell.Task);
        return
        [
            table.Group.Suite, table.Group.Backbone, table.Family.Id, row.Method, row.Repair, cell.Task,
            Number(cell.OursPercent), cell.Published, Number(cell.Difference), cell.Difference is null ? null : Word(cell.Agrees), "percent",
            compared ? row.Ours?.Records.Length : null, Word(compared && source is not null), value is null ? null : Kebab($"{value.Printed}"),
            value is null ? null : Kebab($"{value.Standing}"), value?.Setting, value?.Source, value?.Split, value?.Note,
        ];
    }

    private static PaperCell Alone(PaperCell cell, PublishedRow source) => new(cell.Task, null, source.Of(cell.Task)?.Percent, Comparable: false);

    private static string Word(bool value) => value ? "yes" : "no";

    private static string Kebab(string name) =>
        string.Concat(name.Select((sign, index) => char.IsAsciiLetterUpper(sign) ? $"{(index > 0 ? "-" : "")}{char.ToLowerInvariant(sign)}" : $"{sign}"));

    private static string? Number(decimal? value) => value?.ToString("F4", CultureInfo.InvariantCulture);
}
