using System.Collections.Immutable;
using System.Text;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Reporting.Tables;

/// <summary>What each repair reaches and what it costs beyond its merge, on the merges that every repair of a table was run on.</summary>
internal sealed class RepairsTable
{
    private readonly ResultTable table;
    private readonly ImmutableArray<ResultRow> rows;
    private readonly ImmutableArray<Column> columns;

    /// <summary>Chooses rows and columns.</summary>
    public RepairsTable(ResultTable table)
    {
        this.table = table;
        var repairs = table.Rows.Select(row => row.RepairId).Distinct().Count();
        var merges = table.Rows.Where(row => !row.IsReference).GroupBy(row => row.Method).Where(merge => merge.Select(row => row.RepairId).Distinct().Count() == repairs);
        rows = repairs > 1 ? [.. merges.SelectMany(merge => merge)] : [];
        columns = RepairColumns.Of(table, rows);
    }

    /// <summary>Writes the table as Markdown and CSV, if there is a merge with every repair.</summary>
    /// <param name="stem">The files' path without ending.</param>
    /// <returns>The files written.</returns>
    public IEnumerable<string> Write(string stem)
    {
        if (rows.IsEmpty) yield break;
        foreach (var (ending, text) in new[] { (".csv", WideCsv.Text(rows, columns)), (".md", Markdown()) })
        {
            AtomicFile.Replace(stem + ending, Encoding.UTF8.GetBytes(text));
            yield return stem + ending;
        }
    }

    private string Markdown() => MarkdownTable.Text(
        $"Repairs side by side: {Caption.Heading(table)}",
        "Merges on which every repair of this suite was run. Accuracies in percent; bias: mean absolute difference to the expert's embedding. "
        + "Numbers stored, seconds and multiply-adds are the repair's alone, beyond its merge: numbers for one task, multiply-adds for one image. "
        + $"Rows with several seeds show the mean, and ± the sample standard deviation. {Printed.Missing}: not measured.",
        new PrintedTable(rows, columns));
}
