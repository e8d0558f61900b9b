using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Results;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Reporting.Paper;

/// <summary>The papers' main table for one backbone and one family of experts: ours, published, difference. Families never share one.</summary>
public sealed class PaperTable
{
    private PaperTable(PublishedFamily family, RunGroup group, ImmutableArray<PaperRow> rows, ImmutableArray<string> leftOut) =>
        (Family, Group, Rows, LeftOut) = (family, group, rows, leftOut);

    /// <summary>The experts that both sides stand on.</summary>
    public PublishedFamily Family { get; }

    /// <summary>Suite, backbone and family of both sides.</summary>
    public RunGroup Group { get; }

    /// <summary>The rows in the papers' order.</summary>
    public ImmutableArray<PaperRow> Rows { get; }

    /// <summary>Which records of the backbone do not compare with these numbers, and why; a sentence each.</summary>
    public ImmutableArray<string> LeftOut { get; }

    /// <summary>Makes the table.</summary>
    /// <param name="published">The published numbers.</param>
    /// <param name="records">Any records, or none; those of other suites, backbones and families are left aside.</param>
    /// <param name="backbone">One of <see cref="PublishedFamily.Backbones"/>.</param>
    /// <param name="family">One of <see cref="PublishedFamily.All"/>.</param>
    /// <exception cref="BadInputException">Records of the group cannot share a table; the message says what to do.</exception>
    public static PaperTable Of(PublishedNumbers published, IReadOnlyCollection<RunRecord> records, string backbone, PublishedFamily family)
    {
        var group = new RunGroup(PublishedFamily.Suite, backbone, family.Id);
        var mine = records.Where(record => record.Key.Group == group).ToList();
        var ours = mine.Count == 0 ? null : ResultTable.Of(mine);
        return new PaperTable(family, group, new PaperRowBuilder(published, group, ours).Rows(), [.. OthersOf(records, group)]);
    }

    private static IEnumerable<string> OthersOf(IEnumerable<RunRecord> records, RunGroup group) =>
        from other in records.Select(record => record.Key.Group)
        where other.Backbone == @group.Backbone && other != @group
        group other by other into runs
        orderby runs.Key.Folder
        select $"{runs.Key} ({runs.Count()} {(runs.Count() == 1 ? "record" : "records")}): {Reason(runs.Key, @group)}";

    private static string Reason(RunGroup other, RunGroup group) => other.Suite != group.Suite
        ? $"the published numbers are of {group.Suite}, not of {other.Suite}"
        : $"experts of family {other.Family} are not those of family {group.Family}";
}
