using System.CommandLine;
using SurgeryBench.Accuracy.Analyses;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>analyze</c>: does what is absent of some analyses, then writes their tables and figures.</summary>
internal static class AnalyzeCommand
{
    public static Command Create()
    {
        var names = new Argument<string>("names") { Description = "Names with commas between, or all; 'surgerybench list analyses' lists them." };
        var quiet = new Option<bool>("--quiet") { Description = "Say nothing but failures." };
        var command = new Command("analyze", """
            Does what is absent of one or several analyses of the selected rows, then writes <out>/analyses/<suite>.<backbone>.<name> as CSV, PNG and
            SVG. Interrupt it at will. The records lie in <out>/analyses and are in no table; 'surgerybench report' makes the figures from them again.

            Examples:
              surgerybench analyze rank                                        every repair on task-arithmetic
              surgerybench analyze rank --methods ties,emr --repairs surgery-v2 --seeds 0,1,2
              surgerybench analyze rank --set rank.Values=[4,16,64] --set surgery-v2.Iterations=100
            """)
        { names, quiet };
        var selection = new SelectionOptions(methods: "task-arithmetic");
        selection.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed.GetRequiredValue(names), selection.Read(parsed), parsed.GetValue(quiet), cancellation), cancellation));
        return command;
    }

    private static int Run(string names, Selection selection, bool quiet, CancellationToken cancellation)
    {
        var (analyses, rest) = AnalysisChoice.Of(names, selection);
        // All are opened, and so checked, before the first runs.
        var runs = analyses.Select(analysis => (analysis.Name, Run: analysis.Open(rest))).ToList();
        Leftovers.Delete(selection.Results, selection.Cache);
        var failures = runs.Sum(work => Run(work.Name, work.Run, quiet, cancellation));
        foreach (var file in AnalysisReport.Write(selection.Results).Where(_ => !quiet)) Console.WriteLine(file);
        if (failures == 0) return ExitCode.Done;
        Console.Error.WriteLine($"surgerybench: {failures} runs failed; the same command tries them again.");
        return ExitCode.RunFailed;
    }

    private static int Run(string name, IAnalysisRun run, bool quiet, CancellationToken cancellation)
    {
        using var owned = run;
        var absent = run.Absent;
        if (!quiet) Console.Error.WriteLine($"{name}: {absent} of {run.Total} runs to do.");
        return absent == 0 ? 0 : SweepViews.Show(quiet, absent, view => run.Run(view, cancellation)).Count;
    }
}
