using SurgeryBench.Core;

namespace SurgeryBench.Reporting.Tables;

/// <summary>The table for papers: a <c>tabular</c> to be put into a <c>table</c>, with booktabs rules.</summary>
internal sealed class LatexTable : ITableWriter
{
    public string Ending => ".tex";

    public string Text(ResultTable table)
    {
        var printed = new PrintedTable(table);
        string[] heading = ["method", "repair", .. printed.Columns.Select(column => LatexMarkup.Escaped(column.Heading) + Arrow(column)), "seeds"];
        string[] lines =
        [
            $"% {Caption.Title}: {Caption.Heading(table)}", $"% {Caption.Explanation(table)}", "% Needs \\usepackage{booktabs}.",
            $"\\begin{{tabular}}{{ll{new string('r', printed.Columns.Length + 1)}}}", "\\toprule", LatexMarkup.Line(heading), "\\midrule",
            .. Body(printed), "\\bottomrule", "\\end{tabular}",
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static IEnumerable<string> Body(PrintedTable printed)
    {
        var references = printed.Rows.Where(row => row.IsReference).Select(row => LatexMarkup.Line(Fields(row))).ToList();
        var merges = printed.Rows.Where(row => !row.IsReference).Select(row => LatexMarkup.Line(Fields(row))).ToList();
        return references.Count > 0 && merges.Count > 0 ? [.. references, "\\midrule", .. merges] : [.. references, .. merges];
    }

    private static IEnumerable<string> Fields(PrintedRow row) =>
        [LatexMarkup.Escaped(row.Method), LatexMarkup.Escaped(row.Repair), .. row.Cells.Select(Marked), $"{row.Seeds}"];

    private static string Marked(PrintedCell cell)
    {
        var text = cell.IsBest ? $"\\textbf{{{cell.Text}}}" : cell.Text;
        return cell.Spread is null ? text : $"{text} {{\\scriptsize$\\pm${cell.Spread}}}";
    }

    private static string Arrow(Column column) => column.Metric.Better switch
    {
        Better.Higher => " $\\uparrow$",
        Better.Lower => " $\\downarrow$",
        _ => "",
    };
}
