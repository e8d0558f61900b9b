using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace SurgeryBench.Reporting.Tables;

/// <summary>Lines of fields as CSV: invariant numbers, '\n', null as an empty field.</summary>
internal static class CsvText
{
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { NewLine = "\n" };

    public static string Of(IEnumerable<string> heading, IEnumerable<IEnumerable<object?>> lines)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, Format);
        foreach (var line in lines.Prepend(heading))
        {
            foreach (var field in line) csv.WriteField(field);
            csv.NextRecord();
        }
        csv.Flush();
        return text.ToString();
    }
}
