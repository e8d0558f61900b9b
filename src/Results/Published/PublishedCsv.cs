using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using SurgeryBench.Core;

namespace SurgeryBench.Results.Published;

/// <summary>Reads published numbers from CSV. Whatever is wrong with a line becomes one sentence that names it.</summary>
internal static class PublishedCsv
{
    private static readonly CsvConfiguration Format = new(CultureInfo.InvariantCulture) { MaxFieldSize = 1000, DetectColumnCountChanges = true };

    /// <summary>All lines in their order.</summary>
    /// <exception cref="BadInputException">A column is missing or a line is not what it should be.</exception>
    public static IEnumerable<PublishedValue> Read(TextReader text)
    {
        using var csv = new CsvReader(text, Format);
        if (!Parsed(csv, () => csv.Read() && csv.ReadHeader())) throw new BadInputException("The published numbers are empty; a heading was expected.");
        while (Parsed(csv, csv.Read)) yield return Line(csv);
    }

    // The library says in many lines what a short one says as well.
    private static T Parsed<T>(CsvReader csv, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvHelperException)
        {
            throw new BadInputException($"Line {csv.Parser.RawRow} of the published numbers does not have the heading's columns.");
        }
    }

    private static PublishedValue Line(CsvReader csv)
    {
        try
        {
            return Parsed(csv, () => ValueOf(csv));
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or OverflowException)
        {
            throw new BadInputException($"Line {csv.Parser.RawRow} of the published numbers: {fault.Message}", fault);
        }
    }

    private static PublishedValue ValueOf(CsvReader csv) => new()
    {
        Family = Field(csv, "family"),
        Backbone = Field(csv, "backbone"),
        Method = Field(csv, "method"),
        Repair = Field(csv, "repair"),
        Task = Field(csv, "task"),
        Percent = decimal.Parse(Field(csv, "value"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture),
        Printed = Named<PrintedForm>(Field(csv, "printed")),
        Standing = Named<Standing>(Field(csv, "standing")),
        Setting = Field(csv, "setting"),
        Source = Field(csv, "source"),
        Split = Field(csv, "split"),
        Note = Field(csv, "note"),
    };

    private static string Field(CsvReader csv, string column) => csv.TryGetField<string>(column, out var field) && field is not null
        ? field
        : throw new BadInputException($"The published numbers have no column '{column}'.");

    // Names in the file are kebab-case; numbers, which parsing an enumeration would take too, are none.
    private static T Named<T>(string name) where T : struct, Enum =>
        name.All(sign => char.IsAsciiLetterLower(sign) || sign == '-')
        && Enum.TryParse<T>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value)
            ? value
            : throw new ArgumentException($"'{name}' is none of {string.Join(", ", Enum.GetNames<T>())}.");
}
