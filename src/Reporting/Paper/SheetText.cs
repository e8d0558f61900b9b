namespace SurgeryBench.Reporting.Paper;

/// <summary>Sheets for the terminal: columns as wide as they need to be, whatever the window.</summary>
public static class SheetText
{
    private const string Gap = "  ";

    /// <summary>The whole text, with '\n' between lines; the notes are left to the files.</summary>
    public static string Of(Sheet sheet)
    {
        int[] widths = [.. sheet.Heading.Select((heading, column) => sheet.Lines.Select(line => line[column].Length).Append(heading.Length).Max())];
        var rule = new string('-', widths.Sum() + (Gap.Length * (widths.Length - 1)));
        string[] lines =
        [
            sheet.Title, "", Padded(sheet.Heading),
            .. sheet.Blocks.SelectMany(block => block.Select(line => Padded(line)).Prepend(rule)), rule, .. sheet.Explanation,
        ];
        return string.Concat(lines.Select(line => line + "\n"));

        string Padded(IEnumerable<string> fields) => string.Join(Gap, fields.Select((field, column) =>
            column < sheet.TextColumns ? field.PadRight(widths[column]) : field.PadLeft(widths[column]))).TrimEnd();
    }
}
