using SurgeryBench.Core;
using SurgeryBench.Reporting.Figures;
using SurgeryBench.Reporting.Tables;

namespace SurgeryBench.Reporting.Page;

/// <summary>All rows of a table: what Markdown and LaTeX print, each row with a link to its details. Scripts make it sortable and filterable.</summary>
internal static class PageTable
{
    public static Markup Of(ResultTable table)
    {
        var (printed, colours) = (new PrintedTable(table), new RepairColours(table));
        return Markup.Of($"""
            {Filters(table, colours)}
            <div class="scroll" role="region" tabindex="0" aria-label="All rows of {table.Group.Stem}">
            <table class="rows">
            <caption>{Caption.Heading(table)}</caption>
            <thead><tr><th scope="col">method</th><th scope="col">repair</th>{printed.Columns.Select(Heading)}<th scope="col" data-first="descending">seeds</th></tr></thead>
            <tbody>
            {printed.Rows.Select((row, index) => Row(row, RowDetails.IdOf(table, index), Swatch.Mark(row.Repair, colours[row.Repair])))}</tbody>
            </table>
            </div>
            """);
    }

    private static Markup Heading(Column column) =>
        Markup.Of($"""<th scope="col" data-first="{(column.Metric.Better == Better.Lower ? "ascending" : "descending")}">{column.Heading}</th>""");

    private static Markup Row(PrintedRow row, string details, Markup mark) => Markup.Of($"""
        <tr{new Markup(row.IsReference ? " class=\"reference\"" : "")} data-repair="{row.Repair}"><th scope="row"><a href="#{details}">{row.Method}{Aside(row)}</a></th><td>{mark}{Style.RepairName(row.Repair)}</td>{row.Cells.Select(Cell)}<td>{row.Seeds}</td></tr>

        """);

    // Rows are read out by their heading alone, which has to tell them apart.
    private static Markup Aside(PrintedRow row) => Markup.Of($"""<span class="unseen"> + {Style.RepairName(row.Repair)}</span>""");

    private static Markup Cell(PrintedCell cell)
    {
        var mean = cell.IsBest ? Markup.Of($"<b>{cell.Text}</b>") : Markup.Of($"{cell.Text}");
        return cell.Spread is null ? Markup.Of($"<td>{mean}</td>") : Markup.Of($"<td>{mean} <small>± {cell.Spread}</small></td>");
    }

    private static Markup Filters(ResultTable table, RepairColours colours) => Markup.Of($"""
        <div class="filters" role="search" aria-label="Filters of {table.Group.Stem}" hidden>
        <label>Method or setting <input type="search" autocomplete="off" spellcheck="false"></label>
        <fieldset><legend>Repairs</legend>{table.Rows.Select(row => row.Repair).Distinct().Select(repair => Choice(repair, Swatch.Mark(repair, colours[repair])))}</fieldset>
        <output>{table.Rows.Length} rows</output>
        </div>
        """);

    private static Markup Choice(string repair, Markup mark) =>
        Markup.Of($"""<label><input type="checkbox" value="{repair}" checked>{mark}{Style.RepairName(repair)}</label>""");
}
