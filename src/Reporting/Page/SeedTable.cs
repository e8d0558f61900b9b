using System.Collections.Immutable;
using System.Globalization;
using SurgeryBench.Reporting.Tables;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting.Page;

/// <summary>A row's runs side by side: a column a seed, a line a task's counts, a time or a piece of provenance.</summary>
internal static class SeedTable
{
    private static readonly ImmutableArray<(string Name, Func<RunRecord, string> Value)> Lines =
    [
        ("average, %", run => Printed.Percent(run.AverageAccuracy)),
        ("merge, s", run => Seconds(run, phases => phases.Merge)),
        ("repair, s", run => Seconds(run, phases => phases.Repair)),
        ("evaluate, s", run => Seconds(run, phases => phases.Evaluate)),
        ("peak memory, MiB", run => (run.PeakBytes >> 20).ToString("N0", CultureInfo.InvariantCulture) + (run.Peaks is { } peaks ? $" ({peaks.InMebibytes})" : "")),
        ("commit", run => run.Provenance.Commit),
        ("machine", run => $"{run.Provenance.Machine}; {run.Provenance.Device}"),
        ("versions", run => $"TorchSharp {run.Provenance.TorchSharpVersion}, {run.Provenance.RuntimeVersion}"),
        ("started, UTC", run => run.Provenance.StartedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)),
        ("zoo", run => run.Key.Zoo),
    ];

    public static Markup Of(ResultRow row) => Markup.Of($"""
        <table class="seeds"><caption>Images classified correctly, times and provenance</caption>
        <thead><tr><th scope="col">seed</th>{row.Records.Select(run => Markup.Of($"""<th scope="col">{run.Key.Seed}</th>"""))}</tr></thead>
        <tbody>{Tasks(row).Select(task => Line(task, row, run => Counts(run.ScoreOf(task))))}{Lines.Select(line => Line(line.Name, row, line.Value))}</tbody></table>
        """);

    private static IEnumerable<string> Tasks(ResultRow row) => row.Records.SelectMany(run => run.Scores).Select(score => score.Task).Distinct();

    private static Markup Line(string name, ResultRow row, Func<RunRecord, string> value) =>
        Markup.Of($"""<tr><th scope="row">{name}</th>{Cells([.. row.Records.Select(value)])}</tr>""");

    private static IEnumerable<Markup> Cells(ImmutableArray<string> values) => values.Length > 1 && values.Distinct().Count() == 1
        ? [Markup.Of($"""<td colspan="{values.Length}">{values[0]}</td>""")]
        : values.Select(value => Markup.Of($"<td>{value}</td>"));

    private static string Counts(TaskScore? score) =>
        score is null ? Printed.Missing : string.Create(CultureInfo.InvariantCulture, $"{score.Correct} / {score.Total}");

    private static string Seconds(RunRecord run, Func<Phases, TimeSpan> time) =>
        run.Phases.Seconds(time) is { } seconds ? Printed.Value(seconds, Metrics.Seconds) : Printed.Missing;
}
