using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using SurgeryBench.Core.Files;
using SurgeryBench.Results.Selection;

namespace SurgeryBench.Reporting.Tables;

/// <summary>The settings of the papers beside those chosen on validation images, with what each reaches on test images.</summary>
/// <param name="selections">The choices of one group; at least one.</param>
internal sealed class SelectedTable(ImmutableArray<SelectionRecord> selections)
{
    private static readonly string[] Heading =
    [
        "method", "seed", "rule", "candidates", "paper default", "validation (default)", "test (default)", "selected", "validation (selected)", "test (selected)",
    ];

    /// <summary>Writes the table as Markdown and CSV.</summary>
    /// <param name="stem">The files' path without ending.</param>
    /// <returns>The files written.</returns>
    public IEnumerable<string> Write(string stem)
    {
        foreach (var (ending, text) in new[] { (".md", Markdown()), (".csv", Csv()) })
        {
            AtomicFile.Replace(stem + ending, Encoding.UTF8.GetBytes(text));
            yield return stem + ending;
        }
    }

    private IEnumerable<SelectionRecord> Ordered => selections.OrderBy(selection => selection.MethodOrder).ThenBy(selection => selection.Key.Seed);

    private string Markdown()
    {
        string[] lines =
        [
            $"# Settings of the papers and settings chosen on validation images: {selections[0].Key.Group.Stem}", "",
            "Average accuracies over tasks in percent. A rule sees validation scores only; test scores are measured after the choice.", "",
            MarkdownMarkup.Line(Heading), MarkdownMarkup.Line(Heading.Select((_, column) => column is 3 or > 4 and not 7 ? "---:" : "---")),
            .. Ordered.Select(selection => MarkdownMarkup.Line(Fields(selection, Printed.Percent).Select(MarkdownMarkup.Escaped))),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private string Csv() => CsvText.Of(Heading, Ordered.Select(selection => Fields(selection, value => value.ToString("F6", CultureInfo.InvariantCulture))));

    private static string[] Fields(SelectionRecord selection, Func<double, string> print) =>
    [
        selection.Key.Method, $"{selection.Key.Seed}", selection.Rule, $"{selection.Candidates.Length}",
        .. Fields(selection, selection.Default, print), .. Fields(selection, selection.Selected, print),
    ];

    private static string[] Fields(SelectionRecord selection, ScoredSettings scored, Func<double, string> print) =>
        [scored.Settings, print(selection.Validation(scored.Settings)!.AverageAccuracy), print(scored.AverageAccuracy)];
}
