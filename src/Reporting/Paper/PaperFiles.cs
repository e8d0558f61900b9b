using System.Text;
using SurgeryBench.Core.Files;
using SurgeryBench.Reporting.Figures;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Reporting.Paper;

/// <summary>The files of the papers' tables: equal records give equal bytes on every machine.</summary>
public static class PaperFiles
{
    /// <summary>Writes a table as CSV (wide and long), Markdown and LaTeX, and a figure if there is at least one pair.</summary>
    /// <param name="table">The table.</param>
    /// <param name="published">The numbers it was made from.</param>
    /// <param name="resultsDirectory">The folder that gets <c>tables</c> and <c>figures</c>.</param>
    /// <returns>The files written.</returns>
    public static IReadOnlyList<string> Write(PaperTable table, PublishedNumbers published, string resultsDirectory)
    {
        var name = $"paper.{table.Family.Id}.{table.Group.Backbone}";
        var stem = Path.Combine(resultsDirectory, "tables", name);
        var sheet = PaperSheet.Of(table);
        string[] tables =
        [
            Written($"{stem}.csv", PaperCsv.WideText([table])), Written($"{stem}.long.csv", PaperCsv.LongText(table)),
            Written($"{stem}.md", SheetMarkdown.Of(sheet)), Written($"{stem}.tex", SheetLatex.Of(sheet)),
        ];
        return [.. tables, .. Figure(table, published, Path.Combine(resultsDirectory, "figures", name))];
    }

    /// <summary>Writes the parameter costs as CSV, Markdown and LaTeX.</summary>
    /// <returns>The files written.</returns>
    public static IReadOnlyList<string> Write(IReadOnlyList<ParameterCost> costs, string resultsDirectory)
    {
        var stem = Path.Combine(resultsDirectory, "tables", "paper.parameters");
        var sheet = ParameterSheet.Of(costs);
        return
        [
            Written($"{stem}.csv", ParameterSheet.Csv(costs)), Written($"{stem}.md", SheetMarkdown.Of(sheet)), Written($"{stem}.tex", SheetLatex.Of(sheet)),
        ];
    }

    private static IEnumerable<string> Figure(PaperTable table, PublishedNumbers published, string stem)
    {
        var records = table.Rows.Where(row => row.Ours is not null).SelectMany(row => row.Ours!.Records).Distinct().ToList();
        return records.Count == 0 ? [] : FigureFiles.Write(new PaperFigure(published, table.Family), ResultTable.Of(records), stem);
    }

    private static string Written(string path, string text)
    {
        AtomicFile.Replace(path, Encoding.UTF8.GetBytes(text));
        return path;
    }
}
