using System.CommandLine;
using System.Globalization;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>fetch</c>: brings models and images from a hub into the cache that all hub libraries share.</summary>
internal static class FetchCommand
{
    public static Command Create()
    {
        var command = new Command("fetch", """
            Downloads models and images of a suite into the hub cache. Interrupt it at will: the same command goes on from there.

            Examples:
              surgerybench fetch --backbone vit-b-32                    everything that clip8 needs
              surgerybench fetch --backbone vit-b-32 --splits test      without the training images
              surgerybench fetch --tasks mnist,dtd --what data          the images of two tasks
              surgerybench fetch --dry-run                              what would be fetched, how large it is, what is there
              surgerybench fetch --offline --dry-run                    the same from the cache alone

            A token for gated repositories is read from $HF_TOKEN and goes to the hub itself only.
            """);
        var options = new FetchOptions();
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(options.Read(parsed), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(FetchChoice choice, CancellationToken cancellation)
    {
        using var hub = new HubClient(choice.Settings);
        var plan = await hub.PlanAsync(choice.Requests, cancellation);
        if (!choice.Quiet) Print(plan);
        if (choice.DryRun) return ExitCode.Done;
        var outcome = await FetchViews.ShowAsync(choice.Quiet, plan, progress => hub.FetchAsync(plan, progress, cancellation));
        foreach (var failure in outcome.Failures) Console.Error.WriteLine($"surgerybench: {failure.Message}");
        if (outcome.Failures.IsEmpty) return ExitCode.Done;
        Console.Error.WriteLine($"surgerybench: {outcome.Failures.Length} of {plan.Files.Length} files failed; the same command tries them again.");
        return ExitCode.RunFailed;
    }

    private static void Print(HubPlan plan)
    {
        new Listing(["repository", "file", "size", "state"], [.. plan.Files.Select(file => new[] { $"{file.Repository}", file.File.Path, SizeOf(file), StateOf(file) })]).Print("table");
        var unknown = plan.UnknownSizes > 0 ? $"; {plan.UnknownSizes} of unknown size" : "";
        Console.WriteLine($"{plan.Files.Length} files, {ByteCount.Text(plan.TotalBytes)}{unknown}; {plan.Files.Length - plan.Absent.Count()} are there.");
        Console.WriteLine($"To download: {ByteCount.Text(plan.MissingBytes)}; the disk of '{plan.Cache}' has {ByteCount.Text(plan.FreeBytes)} free.");
    }

    private static string SizeOf(HubPlanFile file) => file.File.Size is { } size ? ByteCount.Text(size) : "unknown size";

    private static string StateOf(HubPlanFile file) => file.State switch
    {
        HubFileState.Present => "present",
        HubFileState.Partial => string.Create(CultureInfo.InvariantCulture, $"{(double)file.Held / file.File.Size:P0} there"),
        _ => "absent",
    };
}
