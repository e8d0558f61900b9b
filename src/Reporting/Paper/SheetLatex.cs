using System.Collections.Immutable;
using SurgeryBench.Reporting.Tables;

namespace SurgeryBench.Reporting.Paper;

/// <summary>Sheets for papers: a <c>tabular</c> to be put into a <c>table</c>, with booktabs rules; what is to be said stands in comments.</summary>
public static class SheetLatex
{
    /// <summary>The whole text, with '\n' between lines.</summary>
    public static string Of(Sheet sheet)
    {
        var columns = new string('l', sheet.TextColumns) + new string('r', sheet.Heading.Length - sheet.TextColumns);
        string[] lines =
        [
            $"% {sheet.Title}", .. sheet.Explanation.Select(Comment), .. sheet.Notes.SelectMany(NoteOf), "% Needs \\usepackage{booktabs}.",
            $"\\begin{{tabular}}{{{columns}}}", "\\toprule", Line(sheet.Heading),
            .. sheet.Blocks.SelectMany(block => block.Select(line => Line(line)).Prepend("\\midrule")), "\\bottomrule", "\\end{tabular}",
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static IEnumerable<string> NoteOf((string Heading, ImmutableArray<string> Entries) note) =>
        note.Entries.Select(entry => Comment($"  {entry}")).Prepend(Comment($"{note.Heading}:"));

    private static string Comment(string text) => $"% {text}";

    private static string Line(IEnumerable<string> fields) => LatexMarkup.Line(fields.Select(LatexMarkup.Escaped));
}
