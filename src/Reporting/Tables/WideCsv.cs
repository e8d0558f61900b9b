using System.Collections.Immutable;
using System.Globalization;
using SurgeryBench.Core;

namespace SurgeryBench.Reporting.Tables;

/// <summary>One line a row, tasks as columns; accuracies as fractions, missing cells empty.</summary>
internal sealed class WideCsv : ITableWriter
{
    public string Ending => ".csv";

    public string Text(ResultTable table) => Text(table.Rows, Columns.Of(table));

    /// <summary>Any rows and columns.</summary>
    public static string Text(ImmutableArray<ResultRow> rows, ImmutableArray<Column> columns)
    {
        var heading = columns.SelectMany(column => column.ShowsSpread ? new[] { column.Id, $"{column.Id}-spread" } : [column.Id]);
        return CsvText.Of(["method", "repair", "seeds", .. heading], rows.Select(row => Line(row, columns)));
    }

    private static IEnumerable<object?> Line(ResultRow row, IEnumerable<Column> columns) =>
        [row.Method, row.Repair, row.Records.Length, .. columns.SelectMany(column => Fields(column, column.Value(row)))];

    private static IEnumerable<object?> Fields(Column column, Cell? cell)
    {
        yield return Number(cell?.Mean, column.Metric);
        if (column.ShowsSpread) yield return Number(cell?.Spread, column.Metric);
    }

    private static string? Number(double? value, Metric metric) =>
        value?.ToString(metric.Unit is "parameters" or "multiply-adds" ? "0.###" : "F6", CultureInfo.InvariantCulture);
}
