using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Reporting.Tables;

/// <summary>A table as text for readers, before any markup: what Markdown and LaTeX have in common.</summary>
internal sealed class PrintedTable
{
    private readonly ImmutableArray<string?> best;

    public PrintedTable(ResultTable table)
        : this(table.Rows, Tables.Columns.Of(table))
    {
    }

    public PrintedTable(ImmutableArray<ResultRow> rows, ImmutableArray<Column> columns)
    {
        Columns = columns;
        best = [.. columns.Select(column => column.MarksBest ? BestOf(column, rows) : null)];
        Rows = [.. rows.Select(PrintedRow.Of(this))];
    }

    public ImmutableArray<Column> Columns { get; }

    public ImmutableArray<PrintedRow> Rows { get; }

    /// <summary>The text of a cell. Equal texts are equally good: a reader cannot tell them apart.</summary>
    public PrintedCell CellAt(ResultRow row, int index)
    {
        var column = Columns[index];
        if (column.Value(row) is not { } cell) return new PrintedCell(Printed.Missing, null, false);
        var text = Printed.Value(cell.Mean, column.Metric);
        var spread = column.ShowsSpread && cell.Spread is { } deviation ? Printed.Value(deviation, column.Metric) : null;
        return new PrintedCell(text, spread, !row.IsReference && text == best[index]);
    }

    private static string? BestOf(Column column, IEnumerable<ResultRow> rows)
    {
        var means = rows.Where(row => !row.IsReference).Select(column.Value).OfType<Cell>().Select(cell => cell.Mean).ToList();
        return means.Count == 0 ? null : Printed.Value(column.Metric.Better == Better.Lower ? means.Min() : means.Max(), column.Metric);
    }
}
