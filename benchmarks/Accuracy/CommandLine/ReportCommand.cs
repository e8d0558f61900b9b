using System.CommandLine;
using SurgeryBench.Accuracy.Analyses;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Datasets.Mini;
using SurgeryBench.Reporting;
using SurgeryBench.Results;
using SurgeryBench.Results.Selection;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>report</c>: tables, figures and the page again, from the records alone.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var results = FolderOption.Out();
        var untimed = new Option<bool>("--untimed") { Description = "Leave out seconds, memory, machine and date, so that equal runs give tables and pages of equal bytes." };
        var command = new Command("report", "Rebuilds tables, figures and the HTML page from the records; no model is needed.") { results, untimed };
        command.SetAction(parsed => Write(parsed.GetRequiredValue(results), quiet: false, parsed.GetValue(untimed)));
        return command;
    }

    public static void Write(string results, bool quiet, bool untimed = false)
    {
        IReadOnlyList<RunRecord> records = [.. new RunStore(results).All().Select(record => untimed ? record.Untimed() : record)];
        var analyses = AnalysisReport.Write(results);
        if (analyses.Count > 0 && records.Count == 0)
        {
            // Who only ran analyses has no tables yet, and that is no fault.
            if (!quiet) Console.WriteLine($"{analyses.Count} files written under {results}.");
            return;
        }
        IReadOnlyList<string> files = [.. Report.Write(records, results), .. analyses, .. Report.WriteSelections(new SelectionStore(results).All(), results)];
        var methods = Report.WriteMethods(MethodCards.All, records, MiniSuite.SuiteName, results);
        var page = Report.WritePage(MethodCards.All, records, results);
        if (quiet) return;
        Show(files);
        Console.WriteLine($"{files.Count + 2} files written under {results}; {methods} lists the methods, {page} shows it all in a browser.");
    }

    public static void WriteSelections(string results, bool quiet)
    {
        var files = Report.WriteSelections(new SelectionStore(results).All(), results);
        if (!quiet) Show(files);
    }

    private static void Show(IEnumerable<string> files)
    {
        foreach (var file in files.Where(file => file.EndsWith(".md", StringComparison.Ordinal))) Console.WriteLine(File.ReadAllText(file));
    }
}
