using SurgeryBench.Reporting.Tables;

namespace SurgeryBench.Reporting.Page;

/// <summary>What a table says first: the best merge, what repairs make of it, and what both are compared with.</summary>
internal static class Headline
{
    public static Markup Of(ResultTable table)
    {
        var (best, small) = (BestMerge.OfAll(table), BestMerge.OfOneEncoder(table));
        var other = small?.Merge == best?.Merge ? null : small;
        var top = table.Rows.Where(row => row is { IsReference: false, Average: not null }).MaxBy(row => row.Average!.Mean);
        return Markup.Of($"""
            <p class="headline">{Sentence("The best merge", best)} {Sentence("The best that stores one encoder and nothing else", other)} {Top(top, best)}</p>
            <p>{Comparison(table)}</p>
            {Ladder.Of(table, [best, other])}
            """);
    }

    private static Markup Sentence(string subject, BestMerge? best) => best is null
        ? Markup.None
        : Markup.Of($"{subject} is <strong>{best.Merge.Method}</strong>: <strong>{Percent(best.Merge)}&nbsp;%</strong>{Repair(best)}.");

    private static Markup Repair(BestMerge best) => best.Best is { } repaired
        ? Markup.Of($", and <strong>{Percent(repaired)}&nbsp;%</strong> with <strong>{repaired.Repair}</strong>")
        : Markup.None;

    // The best merge need not be the one that a repair brings furthest.
    private static Markup Top(ResultRow? top, BestMerge? best) => top is null || top == best?.Merge || top == best?.Best
        ? Markup.None
        : Markup.Of($"The best of all is <strong>{top.Label}</strong>: <strong>{Percent(top)}&nbsp;%</strong>.");

    private static Markup Comparison(ResultTable table)
    {
        var known = ReferenceRow.All.Select(reference => (reference.Name, Row: reference.In(table))).Where(reference => reference.Row is not null).ToList();
        return known.Count == 0
            ? Markup.None
            : Markup.Of($"For comparison: {string.Join(", ", known.Select(reference => $"{reference.Name} {Percent(reference.Row!)} %"))}. Averages of test accuracy over {table.Tasks.Length} tasks.");
    }

    private static string Percent(ResultRow row) => Printed.Percent(row.Average!.Mean);
}
