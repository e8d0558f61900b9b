using SurgeryBench.Core;
using SurgeryBench.Reporting.Figures;
using SurgeryBench.Reporting.Tables;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting;

/// <summary>Rebuilds all tables and figures from the records. It reads records and nothing else.</summary>
public static class Report
{
    /// <summary>Writes <c>tables</c> and <c>figures</c> for every suite, backbone and family that has runs, however few.</summary>
    /// <param name="store">The records.</param>
    /// <param name="resultsDirectory">The folder that gets <c>tables</c> and <c>figures</c>.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="BadInputException">There are no records, one is damaged, or some do not compare; then nothing is written.</exception>
    public static IReadOnlyList<string> Write(RunStore store, string resultsDirectory)
    {
        var tables = store.All().GroupBy(record => record.Key.Group).Select(ResultTable.Of).ToList();
        return tables.Count > 0
            ? [.. tables.SelectMany(table => Write(table, resultsDirectory))]
            : throw new BadInputException($"There are no records under '{Path.Combine(store.Root, "runs")}'; `surgerybench run` makes some.");
    }

    /// <summary>Writes the tables and figures of one group.</summary>
    /// <returns>The files written.</returns>
    public static IReadOnlyList<string> Write(ResultTable table, string resultsDirectory)
    {
        var tables = Path.Combine(resultsDirectory, "tables", table.Group.Stem);
        var figures = Path.Combine(resultsDirectory, "figures", table.Group.Stem);
        return [.. TableFiles.Write(table, tables), .. FigureFiles.Write(table, figures)];
    }
}
