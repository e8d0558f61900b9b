using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Spectre.Console;

namespace SurgeryBench.Accuracy.Views;

/// <summary>A small table for the terminal or for another program.</summary>
internal sealed record Listing(string[] Headings, IReadOnlyList<string[]> Rows)
{
    public void Print(string format)
    {
        if (format == "csv") PrintCsv();
        else PrintTable();
    }

    private void PrintTable()
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var heading in Headings) table.AddColumn(heading);
        foreach (var row in Rows) table.AddRow([.. row.Select(Markup.Escape)]);
        // Made anew: the shared console remembers the first writer it saw.
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }).Write(table);
    }

    private void PrintCsv()
    {
        using var csv = new CsvWriter(Console.Out, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        foreach (var row in Rows.Prepend(Headings))
        {
            foreach (var cell in row) csv.WriteField(cell);
            csv.NextRecord();
        }
    }
}
