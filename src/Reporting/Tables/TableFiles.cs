using System.Collections.Immutable;
using System.Text;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Reporting.Tables;

/// <summary>The files of a table: equal records give equal bytes on every machine.</summary>
internal static class TableFiles
{
    private static readonly ImmutableArray<ITableWriter> Writers = [new WideCsv(), new LongCsv(), new MarkdownTable(), new LatexTable()];

    public static IEnumerable<string> Write(ResultTable table, string stem)
    {
        foreach (var writer in Writers)
        {
            var path = stem + writer.Ending;
            AtomicFile.Replace(path, Encoding.UTF8.GetBytes(writer.Text(table)));
            yield return path;
        }
    }
}
