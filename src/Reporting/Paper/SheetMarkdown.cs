using SurgeryBench.Reporting.Tables;

namespace SurgeryBench.Reporting.Paper;

/// <summary>Sheets for readers on the web.</summary>
public static class SheetMarkdown
{
    /// <summary>The whole text, with '\n' between lines.</summary>
    public static string Of(Sheet sheet)
    {
        var rule = sheet.Heading.Select((_, column) => column < sheet.TextColumns ? "---" : "---:");
        string[] lines =
        [
            $"# {sheet.Title}", "", .. sheet.Explanation.SelectMany(paragraph => new[] { paragraph, "" }),
            Line(sheet.Heading), MarkdownMarkup.Line(rule), .. sheet.Lines.Select(line => Line(line)), .. NotesOf(sheet),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static IEnumerable<string> NotesOf(Sheet sheet) =>
        sheet.Notes.SelectMany(note => (string[])["", $"{note.Heading}:", "", .. note.Entries.Select(entry => $"* {MarkdownMarkup.Escaped(entry)}")]);

    private static string Line(IEnumerable<string> fields) => MarkdownMarkup.Line(fields.Select(MarkdownMarkup.Escaped));
}
