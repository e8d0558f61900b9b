using System.CommandLine;
using SurgeryBench.Accuracy.Export;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>merge</c>: writes one merged model down for others to use.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var quiet = new Option<bool>("--quiet") { Description = "Say nothing but failures." };
        var command = new Command("merge", """
            Writes one merged model as safetensors under Hugging Face's names, with a model card, into the new folder --out. What a repair
            trained lies beside it, since no weight of the encoder can take it over; 'surgerybench evaluate' puts it back in place.

            Examples:
              surgerybench merge --methods ties --out ties-merged
              surgerybench merge --suite clip8 --backbone vit-b-32 --methods task-arithmetic --repairs surgery-v2 --out ta-surgery
            """)
        { quiet };
        var selection = new SelectionOptions(methods: null, repairs: "none", "The folder to make.");
        selection.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(() => Write(selection.Read(parsed), parsed.GetValue(quiet), cancellation), cancellation));
        return command;
    }

    private static int Write(Selection selection, bool quiet, CancellationToken cancellation)
    {
        if (Path.Exists(selection.Results)) throw new BadInputException($"'{selection.Results}' exists already; --out takes the name of a new folder.");
        using var plan = Planner.Make(selection, areImagesNeeded: false);
        if (plan.Runs is not [var run]) throw new UsageException($"The selection names {plan.Runs.Length} models; merge writes one: a method, at most one repair, one seed.");
        SweepViews.Show(quiet, 1, view =>
        {
            new Exporter(plan, view, cancellation).Write(run, selection.Results);
            return ExitCode.Done;
        });
        if (!quiet) Console.WriteLine($"{run.Label} written to {selection.Results}.");
        return ExitCode.Done;
    }
}
