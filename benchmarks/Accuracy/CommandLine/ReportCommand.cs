using System.CommandLine;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Datasets.Mini;
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
        var store = new RunStore(results);
        var files = Report.Write(store, results);
        var methods = Report.WriteMethods(MethodCards.All, store, MiniSuite.SuiteName, results);
        if (quiet) return;
        foreach (var file in files.Where(file => file.EndsWith(".md", StringComparison.Ordinal))) Console.WriteLine(File.ReadAllText(file));
        Console.WriteLine($"{files.Count + 1} files written under {results}; {methods} lists the methods.");
    }
}
