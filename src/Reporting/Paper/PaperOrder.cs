using System.Collections.Immutable;
using SurgeryBench.Results;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Reporting.Paper;

/// <summary>Which rows a paper's table has, from top to bottom, whether or not anybody has numbers for them.</summary>
internal static class PaperOrder
{
    private static readonly ImmutableArray<string> References = ["pretrained", ResultTable.Individual, "mtl"];

    private static readonly ImmutableArray<string> Bases =
    [
        "weight-averaging", "fisher", "regmean", "task-arithmetic", "ties",
        "adamerging-task-wise", "adamerging++-task-wise", "adamerging", "adamerging++",
    ];

    /// <summary>The merges that the Surgery papers repair.</summary>
    private static readonly ImmutableArray<string> Repaired = ["weight-averaging", "task-arithmetic", "ties", "adamerging"];

    private static readonly ImmutableArray<string> PaperRepairs = [RunKey.NoRepair, "surgery", "surgery-v2"];

    /// <summary>References, the papers' bases, then what else is published, each method with its repairs.</summary>
    /// <param name="published">Numbers of one family and backbone.</param>
    /// <param name="ours">Our rows of the same; methods that no paper's table has are left out.</param>
    public static IEnumerable<(string Method, string Repair)> Of(IReadOnlyCollection<PublishedRow> published, IReadOnlyCollection<ResultRow> ours)
    {
        var methods = References.Concat(Bases).Concat(published.Select(row => row.Method)).Distinct();
        return from method in methods
               from repair in RepairsOf(method, published, ours)
               select (method, repair);
    }

    /// <summary>Which part of the table a method stands in: 0 references, 1 the papers' bases, 2 others.</summary>
    public static int BlockOf(string method) => References.Contains(method) ? 0 : Bases.Contains(method) ? 1 : 2;

    private static IEnumerable<string> RepairsOf(string method, IEnumerable<PublishedRow> published, IEnumerable<ResultRow> ours)
    {
        var known = published.Where(row => row.Method == method).Select(row => row.Repair)
            .Concat(ours.Where(row => row.MethodId == method).Select(row => row.RepairId)).ToList();
        if (Repaired.Contains(method)) known.AddRange(PaperRepairs);
        if (References.Contains(method)) known.Add(RunKey.NoRepair);
        return known.Distinct().OrderBy(repair => PaperRepairs.IndexOf(repair) is >= 0 and var place ? place : PaperRepairs.Length);
    }
}
