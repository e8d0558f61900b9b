using System.CommandLine;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core.Files;
using SurgeryBench.Results.Selection;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>select</c>: settings chosen on validation images, beside the default ones.</summary>
internal static class SelectCommand
{
    public static Command Create()
    {
        var quiet = new Option<bool>("--quiet") { Description = "Say nothing but failures." };
        var command = new Command("select", """
            Tries the settings that the papers search for each selected method, on validation images, takes the best, and scores both it and
            the default settings on test images. tables/<suite>.<backbone>.selected shows both, in columns of their own.

            Examples:
              surgerybench select --methods task-arithmetic,ties
              surgerybench select --methods all --seeds 0,1,2 --out results
            """)
        { quiet };
        var selection = new SelectionOptions(repairs: "none");
        selection.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(selection.Read(parsed), parsed.GetValue(quiet), cancellation), cancellation));
        return command;
    }

    private static int Run(Selection selection, bool quiet, CancellationToken cancellation)
    {
        using var plan = Planner.Make(selection);
        if (!plan.Runs.Any(run => run.Method.Grid().Any())) throw new UsageException("None of the selected methods has settings to choose.");
        Leftovers.Delete(selection.Results, selection.Cache);
        var done = SweepViews.Show(quiet, plan.Runs.Length, view =>
        {
            var runner = new SelectionRunner(plan, new BestValidation(), view, cancellation);
            var absent = runner.Absent.Length;
            runner.Run();
            return absent;
        });
        if (!quiet) Console.Error.WriteLine($"{done} choices made.");
        ReportCommand.WriteSelections(selection.Results, quiet);
        return ExitCode.Done;
    }
}
