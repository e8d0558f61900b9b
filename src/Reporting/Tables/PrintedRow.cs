using System.Collections.Immutable;

namespace SurgeryBench.Reporting.Tables;

/// <summary>A row as text.</summary>
internal sealed record PrintedRow(string Method, string Repair, ImmutableArray<PrintedCell> Cells, int Seeds, bool IsReference)
{
    public static Func<ResultRow, PrintedRow> Of(PrintedTable table) => row => new(
        row.Method, row.Repair, [.. table.Columns.Select((_, index) => table.CellAt(row, index))], row.Records.Length, row.IsReference);
}
