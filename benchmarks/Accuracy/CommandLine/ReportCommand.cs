using System.CommandLine;
using SurgeryBench.Reporting;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>report</c>: tables and figures again, from the records alone.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var results = FolderOption.Out();
        var command = new Command("report", "Rebuilds tables and figures from the records; no model is needed.") { results };
        command.SetAction(parsed => Write(parsed.GetRequiredValue(results), quiet: false));
        return command;
    }

    public static void Write(string results, bool quiet)
    {
        var files = Report.Write(new RunStore(results), results);
        if (quiet) return;
        foreach (var file in files.Where(file => file.EndsWith(".md", StringComparison.Ordinal))) Console.WriteLine(File.ReadAllText(file));
        Console.WriteLine($"{files.Count} files written under {results}.");
    }
}
