using System.Text;
using SurgeryBench.Core;
using SurgeryBench.Core.Files;
using SurgeryBench.Reporting.Figures;
using SurgeryBench.Reporting.Page;
using SurgeryBench.Reporting.Tables;
using SurgeryBench.Results;
using SurgeryBench.Results.Selection;

namespace SurgeryBench.Reporting;

/// <summary>Rebuilds all tables, figures and the page from the records. It reads records and nothing else.</summary>
public static class Report
{
    /// <summary>Writes <c>tables</c> and <c>figures</c> for every suite, backbone and family that has runs, however few.</summary>
    /// <param name="records">The records.</param>
    /// <param name="resultsDirectory">The folder that gets <c>tables</c> and <c>figures</c>.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="BadInputException">There are no records, or some do not compare; then nothing is written.</exception>
    public static IReadOnlyList<string> Write(IReadOnlyList<RunRecord> records, string resultsDirectory) =>
        [.. TablesOf(records).SelectMany(table => Write(table, resultsDirectory))];

    /// <summary>Writes <c>tables/methods.md</c>: every method with what was measured of it on one suite.</summary>
    /// <param name="cards">A card a method, in catalogue order.</param>
    /// <param name="records">The records.</param>
    /// <param name="suite">Whose accuracies to show; those of another if it was not run.</param>
    /// <param name="resultsDirectory">The folder that gets <c>tables</c>.</param>
    /// <returns>The file written.</returns>
    public static string WriteMethods(IReadOnlyList<MethodCard> cards, IReadOnlyList<RunRecord> records, string suite, string resultsDirectory)
    {
        var shown = records.GroupBy(record => record.Key.Group)
            .OrderByDescending(group => group.Key.Suite == suite).ThenBy(group => group.Key.Stem, StringComparer.Ordinal).FirstOrDefault();
        var path = Path.Combine(resultsDirectory, "tables", "methods.md");
        AtomicFile.Replace(path, Encoding.UTF8.GetBytes(MethodsTable.Text(cards, shown is null ? null : ResultTable.Of(shown))));
        return path;
    }

    /// <summary>Writes <c>report/index.html</c>: headline, rows, figures and details of every group on one page that needs no other file.</summary>
    /// <param name="cards">What is known of methods.</param>
    /// <param name="records">The records.</param>
    /// <param name="resultsDirectory">The folder that gets <c>report</c>.</param>
    /// <returns>The file written.</returns>
    /// <exception cref="BadInputException">There are no records, or some do not compare; then nothing is written.</exception>
    public static string WritePage(IReadOnlyList<MethodCard> cards, IReadOnlyList<RunRecord> records, string resultsDirectory)
    {
        var path = Path.Combine(resultsDirectory, "report", "index.html");
        AtomicFile.Replace(path, Encoding.UTF8.GetBytes(ReportPage.Text(TablesOf(records), cards)));
        return path;
    }

    /// <summary>Writes <c>tables/&lt;group&gt;.selected</c> for every group in which settings were chosen on validation images.</summary>
    /// <param name="selections">The choices.</param>
    /// <param name="resultsDirectory">The folder that gets <c>tables</c>.</param>
    /// <returns>The files written.</returns>
    public static IReadOnlyList<string> WriteSelections(IEnumerable<SelectionRecord> selections, string resultsDirectory) =>
        [.. selections.GroupBy(selection => selection.Key.Group).SelectMany(group => new SelectedTable([.. group]).Write(Path.Combine(resultsDirectory, "tables", $"{group.Key.Stem}.selected")))];

    /// <summary>Writes the tables and figures of one group.</summary>
    /// <returns>The files written.</returns>
    public static IReadOnlyList<string> Write(ResultTable table, string resultsDirectory)
    {
        var tables = Path.Combine(resultsDirectory, "tables", table.Group.Stem);
        var figures = Path.Combine(resultsDirectory, "figures", table.Group.Stem);
        return [.. TableFiles.Write(table, tables), .. new RepairsTable(table).Write($"{tables}.repairs"), .. FigureFiles.Write(table, figures)];
    }

    private static List<ResultTable> TablesOf(IReadOnlyList<RunRecord> records)
    {
        var tables = records.GroupBy(record => record.Key.Group).Select(ResultTable.Of).ToList();
        return tables.Count > 0
            ? tables
            : throw new BadInputException("There are no records of runs to report on; `surgerybench run` makes some.");
    }
}
