using System.CommandLine;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>run</c>: does what is absent, then rebuilds the tables.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var quiet = new Option<bool>("--quiet") { Description = "Say nothing but failures." };
        var command = new Command("run", "Does what is absent of a selection, then rebuilds tables, figures and the HTML page. Interrupt it at will.") { quiet };
        var selection = new SelectionOptions(runs: true);
        selection.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(selection.Read(parsed), parsed.GetValue(quiet), cancellation)));
        return command;
    }

    private static int Run(Selection selection, bool quiet, CancellationToken cancellation)
    {
        using var plan = Planner.Make(selection);
        Leftovers.Delete(selection.Results, selection.Cache);
        var absent = plan.Absent.Count();
        if (!quiet) Console.Error.WriteLine($"{absent} of {plan.Runs.Length} runs to do.");
        var failures = absent == 0 ? [] : SweepViews.Show(quiet, absent, view => new SweepRunner(plan, view, cancellation).Run());
        foreach (var image in plan.Suite.Damaged) Console.Error.WriteLine($"left out: {image}");
        if (failures.Count < plan.Runs.Length) ReportCommand.Write(selection.Results, quiet);
        if (failures.Count == 0) return ExitCode.Done;
        Console.Error.WriteLine($"surgerybench: {failures.Count} of {absent} runs failed; the same command tries them again.");
        return ExitCode.RunFailed;
    }
}
