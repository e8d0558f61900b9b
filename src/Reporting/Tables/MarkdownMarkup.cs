namespace SurgeryBench.Reporting.Tables;

/// <summary>What every Markdown table is written with.</summary>
internal static class MarkdownMarkup
{
    public static string Line(IEnumerable<string> fields) => $"| {string.Join(" | ", fields)} |";

    public static string Escaped(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
