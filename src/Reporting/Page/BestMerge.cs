using System.Collections.Immutable;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Page;

/// <summary>The merge with the highest average of its kind, and what repairs make of it.</summary>
internal sealed record BestMerge(ResultRow Merge, ImmutableArray<ResultRow> Repaired)
{
    /// <summary>The most accurate repair; null if the merge was not repaired.</summary>
    public ResultRow? Best => Repaired.MaxBy(row => row.Average!.Mean);

    /// <summary>The best of all merges; null if there is none with an average.</summary>
    public static BestMerge? OfAll(ResultTable table) => Of(table, _ => true);

    /// <summary>The best that stores one encoder and nothing else.</summary>
    public static BestMerge? OfOneEncoder(ResultTable table) => Of(table, row => row.ExtraParameters!.Mean == 0 && !row.Records[0].NeedsTaskId);

    private static BestMerge? Of(ResultTable table, Func<ResultRow, bool> fits)
    {
        var rows = table.Rows.Where(row => row is { IsReference: false, Average: not null }).ToLookup(row => row.RepairId == RunKey.NoRepair);
        var best = rows[true].Where(fits).MaxBy(row => row.Average!.Mean);
        return best is null ? null : new BestMerge(best, [.. rows[false].Where(row => row.Method == best.Method)]);
    }
}
