using System.CommandLine;
using SurgeryBench.Reporting.Paper;
using SurgeryBench.Results;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>paper</c>: the papers' tables from the records, ours beside the published numbers; no model is needed.</summary>
internal static class PaperCommand
{
    private const string AllFamilies = "all", Table = "table", Csv = "csv", Markdown = "markdown";

    public static Command Create()
    {
        var backbone = new Option<string>("--backbone") { Description = "Which encoder's tables.", Required = true };
        backbone.AcceptOnlyFromAmong([.. PublishedFamily.Backbones]);
        var family = new Option<string>("--family") { Description = "Which experts; each family has a table of its own.", DefaultValueFactory = _ => AllFamilies };
        family.AcceptOnlyFromAmong([.. PublishedFamily.All.Select(known => known.Id), AllFamilies]);
        var format = new Option<string>("--format") { Description = "What is printed; the files are written in every format.", DefaultValueFactory = _ => Table };
        format.AcceptOnlyFromAmong(Table, Csv, Markdown);
        var results = FolderOption.Out();
        var command = new Command("paper", """
            Writes the papers' tables: ours, published, difference. Reads records, runs nothing; what was not run is absent.

            Examples:
              surgerybench paper --backbone vit-b-32                             both families, each with its table
              surgerybench paper --backbone vit-l-14 --family ta --format markdown
              surgerybench paper --backbone vit-b-16 --format csv > paper.csv
            """)
        { backbone, family, format, results };
        command.SetAction(parsed => Write(
            parsed.GetRequiredValue(backbone), parsed.GetRequiredValue(family), parsed.GetRequiredValue(format), parsed.GetRequiredValue(results)));
        return command;
    }

    private static void Write(string backbone, string family, string format, string results)
    {
        var (published, records) = (PublishedNumbers.Load(), new RunStore(results).All());
        var families = PublishedFamily.All.Where(known => family == AllFamilies || known.Id == family);
        var tables = families.Select(known => PaperTable.Of(published, records, backbone, known)).ToList();
        var costs = RepairCosts.All();
        string[] files = [.. tables.SelectMany(table => PaperFiles.Write(table, published, results)), .. PaperFiles.Write(costs, results)];
        Print(format, tables, costs);
        Console.Error.WriteLine($"{files.Length} files written under {results}.");
    }

    private static void Print(string format, IReadOnlyList<PaperTable> tables, IReadOnlyList<ParameterCost> costs)
    {
        if (format == Csv) Console.Write(PaperCsv.WideText(tables));
        else foreach (var sheet in tables.Select(PaperSheet.Of).Append(ParameterSheet.Of(costs))) Console.WriteLine(format == Markdown ? SheetMarkdown.Of(sheet) : SheetText.Of(sheet));
    }
}
