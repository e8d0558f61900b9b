using System.Collections.Immutable;
using System.Globalization;
using SurgeryBench.Results;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Reporting.Paper;

/// <summary>What stands below a paper's table: where the published numbers are from, and what is odd about them.</summary>
internal static class PaperNotes
{
    public static ImmutableArray<(string Heading, ImmutableArray<string> Entries)> Of(PaperTable table) =>
    [
        .. new (string Heading, ImmutableArray<string> Entries)[]
        {
            ("Compared with", [.. Sources(table)]),
            ("Stated settings, which ours must share for a difference", [.. Settings(table)]),
            ("Also published; the source nearest to the authors is the one compared with", [.. OtherSources(table)]),
            ("No published number is known for", [.. Unpublished(table)]),
            ("Remarks on the published numbers", [.. Remarked(table)]),
            ("Records that do not compare with these numbers", table.LeftOut),
        }.Where(note => !note.Entries.IsEmpty),
    ];

    private static IEnumerable<string> Sources(PaperTable table) => Distinct(table).GroupBy(row => row.Source)
        .Select(source => $"{source.Key}: {string.Join(", ", source.Select(Name))}");

    private static IEnumerable<string> Settings(PaperTable table) => Distinct(table).Where(row => row.Setting.Length > 0).GroupBy(row => row.Setting)
        .Select(setting => $"{setting.Key}: {string.Join(", ", setting.Select(Name))}");

    private static IEnumerable<string> OtherSources(PaperTable table) =>
        table.Rows.SelectMany(row => row.Sources.Skip(1)).Distinct().Select(row =>
            string.Create(CultureInfo.InvariantCulture, $"{Name(row)}: average {row.Average?.ToString(CultureInfo.InvariantCulture) ?? "absent"}, {Words(row.Standing)}, {row.Source}{Remarks(row)}"));

    private static IEnumerable<string> Unpublished(PaperTable table) => table.Rows.Where(row => row.Published is null).Select(row => row.Label);

    private static IEnumerable<string> Remarked(PaperTable table) =>
        Distinct(table).Where(row => row.Notes().Any()).Select(row => Name(row) + Remarks(row));

    private static string Remarks(PublishedRow row) => row.Notes().ToList() is { Count: > 0 } notes ? $" ({string.Join("; ", notes)})" : "";

    private static IEnumerable<PublishedRow> Distinct(PaperTable table) => table.Rows.Select(row => row.Published).OfType<PublishedRow>().Distinct();

    private static string Name(PublishedRow row) => row.Repair == RunKey.NoRepair ? row.Method : $"{row.Method} + {row.Repair}";

    private static string Words(Standing standing) => standing switch
    {
        Standing.Log => "the authors' log",
        Standing.Own => "the authors' own table",
        Standing.Quoted => "quoted",
        Standing.Rerun => "run by others",
        _ => "under other settings",
    };
}
