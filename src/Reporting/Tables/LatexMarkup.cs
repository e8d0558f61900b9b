namespace SurgeryBench.Reporting.Tables;

/// <summary>What every LaTeX table is written with.</summary>
internal static class LatexMarkup
{
    public static string Line(IEnumerable<string> fields) => string.Join(" & ", fields) + @" \\";

    public static string Escaped(string text) => string.Concat(text.Select(sign => sign switch
    {
        '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{sign}",
        '~' => "\\textasciitilde{}",
        '^' => "\\textasciicircum{}",
        '\\' => "\\textbackslash{}",
        '≈' => "$\\approx$",
        _ => sign.ToString(),
    }));
}
