using System.CommandLine;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>plan</c>: checks every input and says what would run; runs and writes nothing.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var command = new Command("plan", "Says what would run and what is done already; checks every input, runs nothing.");
        var selection = new SelectionOptions();
        selection.AddTo(command);
        command.SetAction(parsed => Print(selection.Read(parsed)));
        return command;
    }

    private static void Print(Selection selection)
    {
        using var plan = Planner.Make(selection);
        new Listing(["run", "state"], [.. plan.Runs.Select(run => new[] { run.Label, run.Done ? "done" : "absent" })]).Print("table");
        foreach (var seed in selection.Seeds.Where(plan.Zoos.NeedsTraining)) Console.WriteLine($"The zoo of seed {seed} has to be trained first.");
        Console.WriteLine($"{plan.Runs.Count(run => run.Done)} of {plan.Runs.Length} runs are done; 'surgerybench run' does the rest.");
    }
}
