using NUnit.Framework;
using SurgeryBench.Reporting.Paper;
using SurgeryBench.Results;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Tests.Reporting.Paper;

/// <summary>A small stored set of records made by hand, of three families and another suite, and a few published numbers.</summary>
internal static class PaperSweep
{
    public const string Backbone = "vit-b-32";

    public static PublishedNumbers Published { get; } = Read();

    public static RunStore Store { get; } = new(Path.Combine(Folder, "results"));

    public static IReadOnlyList<RunRecord> Records { get; } = Store.All();

    public static string ExpectedTables => Path.Combine(Folder, "tables");

    public static PaperTable Table(string family) => Table(family, Records);

    public static PaperTable Table(string family, IReadOnlyCollection<RunRecord> records) =>
        PaperTable.Of(Published, records, Backbone, PublishedFamily.All.Single(known => known.Id == family));

    public static PaperRow Row(string family, string method, string repair = RunKey.NoRepair) =>
        Table(family).Rows.Single(row => row.Method == method && row.Repair == repair);

    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "Reporting", "Paper", "PaperSweep");

    private static PublishedNumbers Read()
    {
        using var text = File.OpenText(Path.Combine(Folder, "published.csv"));
        return PublishedNumbers.Read(text);
    }
}
