using System.Collections.Immutable;
using System.CommandLine;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Models;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>plan</c>: checks every input and says what would run, and for published models what has to be fetched first; runs and writes nothing.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var command = new Command("plan", """
            Says what would run and what is done already; checks every input, runs nothing.

            Examples:
              surgerybench plan --methods ties,adamerging --seeds 0,1,2
              surgerybench plan --suite clip8 --backbone vit-b-32            downloads with sizes, disk, and an estimate of time
              surgerybench plan --suite clip8 --backbone vit-b-32 --offline  the same from what is known without a network
            """);
        var selection = new SelectionOptions(runs: true);
        selection.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(selection.Read(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Selection selection, CancellationToken cancellation)
    {
        var rows = RowChoice.Of(selection);
        if (selection.Clip is { } clip && !await IsFetchedAsync(new ClipInputs(selection, clip), clip, selection.Backbone, rows, cancellation))
        {
            new Listing(["run", "state"], [.. rows.Select(row => new[] { row.Label, "absent" })]).Print("table");
            Estimate(selection, rows, TowerOf(selection));
            Console.WriteLine($"'surgerybench fetch --suite clip8 --backbone {selection.Backbone}' brings what is missing, 'surgerybench run' does the rest.");
            return ExitCode.Done;
        }
        using var plan = Planner.Make(selection);
        new Listing(["run", "state"], [.. plan.Runs.Select(run => new[] { run.Label, run.Done ? "done" : "absent" })]).Print("table");
        foreach (var seed in selection.Seeds.Where(plan.Zoos.NeedsTraining)) Console.WriteLine($"The zoo of seed {seed} has to be trained first.");
        if (selection.Clip is not null) Estimate(selection, [.. plan.Absent.Select(run => run.Row)], plan.Zoos.Backbone.Shape);
        Console.WriteLine($"{plan.Runs.Count(run => run.Done)} of {plan.Runs.Length} runs are done; 'surgerybench run' does the rest.");
        return ExitCode.Done;
    }

    private static async Task<bool> IsFetchedAsync(
        ClipInputs inputs, ClipSelection clip, string backbone, ImmutableArray<PlannedRow> rows, CancellationToken cancellation)
    {
        using var hub = new HubClient(clip.Hub);
        var fetch = await hub.PlanAsync(inputs.Requests(ClipInputs.SplitsFor(rows)), cancellation);
        HubPlanView.Print(fetch);
        if (fetch.UnknownSizes > 0 && !clip.AreModelsOwn)
            Console.WriteLine($"By their parameters, the models of {backbone} take {ByteCount.Text(ClipConfig.Of(backbone).ZooBytes(HubCatalog.Tasks.Length))}; without --offline, every size is asked for.");
        return !fetch.Absent.Any();
    }

    private static VisionTransformerShape? TowerOf(Selection selection) => selection.Clip is { AreModelsOwn: true } ? null : ClipConfig.Of(selection.Backbone).Vision;

    private static void Estimate(Selection selection, ImmutableArray<PlannedRow> rows, VisionTransformerShape? tower)
    {
        if (tower is not null && !rows.IsEmpty) Console.WriteLine(WorkEstimate.Of(rows, selection.Seeds.Length, tower).Text(selection.Device));
    }
}
