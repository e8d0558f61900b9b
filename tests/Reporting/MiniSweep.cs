using NUnit.Framework;
using SurgeryBench.Reporting;
using SurgeryBench.Results;

namespace SurgeryBench.Tests.Reporting;

/// <summary>A small stored sweep made by hand: two tasks, two seeds, a setting tried twice, a repair or two, and missing cells.</summary>
internal static class MiniSweep
{
    public const string Stem = "tiny2.vit-tiny";

    public static RunStore Store { get; } = new(Path.Combine(Folder, "results"));

    public static string ExpectedTables => Path.Combine(Folder, "tables");

    public static IReadOnlyList<RunRecord> Records { get; } = Store.All();

    public static ResultTable Table() => ResultTable.Of(Records);

    public static ResultRow Row(string method, string repair = RunKey.NoRepair) =>
        Table().Rows.Single(row => row.Method == method && row.Repair == repair);

    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Reporting", "MiniSweep");
}
