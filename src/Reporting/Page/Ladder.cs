using System.Collections.Immutable;
using SurgeryBench.Reporting.Figures;
using SurgeryBench.Reporting.Tables;

namespace SurgeryBench.Reporting.Page;

/// <summary>A few rows as bars one below the other: merges with what repairs make of them, and the rows they are compared with.</summary>
internal static class Ladder
{
    public static Markup Of(ResultTable table, IEnumerable<BestMerge?> merges)
    {
        var colours = new RepairColours(table);
        ImmutableArray<Markup> groups =
        [
            .. merges.OfType<BestMerge>().Select(best => Group(best.Repaired.Prepend(best.Merge), row => Swatch.Of(colours[row.Repair]))),
            Group(ReferenceRow.All.Select(reference => reference.In(table)).OfType<ResultRow>(), _ => Swatch.Reference),
        ];
        return groups.All(group => group == Markup.None) ? Markup.None : Markup.Of($"""
            <table class="ladder">
            <caption>Average accuracy in percent</caption>
            {groups}</table>
            """);
    }

    private static Markup Group(IEnumerable<ResultRow> rows, Func<ResultRow, Markup> fill)
    {
        ImmutableArray<Markup> rungs = [.. rows.Select(row => Rung(row, fill(row)))];
        return rungs.IsEmpty ? Markup.None : Markup.Of($"""
            <tbody>
            {rungs}</tbody>

            """);
    }

    private static Markup Rung(ResultRow row, Markup fill)
    {
        var percent = Printed.Percent(row.Average!.Mean);
        return Markup.Of($"""
            <tr><th scope="row">{row.Label}</th><td><svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="1"/><rect {fill} width="{percent}" height="1"/></svg></td><td>{percent}</td></tr>

            """);
    }
}
