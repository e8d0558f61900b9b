namespace SurgeryBench.Reporting.Tables;

/// <summary>The table for readers on the web.</summary>
internal sealed class MarkdownTable : ITableWriter
{
    public string Ending => ".md";

    public string Text(ResultTable table) => Text($"{Caption.Title}: {Caption.Heading(table)}", Caption.Explanation(table), new PrintedTable(table));

    /// <summary>Any rows and columns under a title and what must be said beside them.</summary>
    public static string Text(string title, string explanation, PrintedTable printed)
    {
        string[] heading = ["method", "repair", .. printed.Columns.Select(column => MarkdownMarkup.Escaped(column.Heading) + column.Arrow), "seeds"];
        string[] rule = ["---", "---", .. Enumerable.Repeat("---:", printed.Columns.Length + 1)];
        string[] lines =
        [
            $"# {title}", "", explanation, "",
            MarkdownMarkup.Line(heading), MarkdownMarkup.Line(rule), .. printed.Rows.Select(row => MarkdownMarkup.Line(Fields(row))),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static IEnumerable<string> Fields(PrintedRow row) =>
        [MarkdownMarkup.Escaped(row.Method), MarkdownMarkup.Escaped(row.Repair), .. row.Cells.Select(Marked), $"{row.Seeds}"];

    private static string Marked(PrintedCell cell)
    {
        var text = cell.Spread is null ? cell.Text : $"{cell.Text} ± {cell.Spread}";
        return cell.IsBest ? $"**{text}**" : text;
    }
}
