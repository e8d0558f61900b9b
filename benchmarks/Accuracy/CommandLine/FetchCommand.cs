using System.CommandLine;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core.Files;
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
        if (!choice.Quiet) HubPlanView.Print(plan);
        if (choice.DryRun) return ExitCode.Done;
        Leftovers.Delete(choice.Settings.Cache, choice.Settings.Listings);
        var outcome = await FetchViews.ShowAsync(choice.Quiet, plan, progress => hub.FetchAsync(plan, progress, cancellation));
        foreach (var failure in outcome.Failures) Console.Error.WriteLine($"surgerybench: {failure.Message}");
        if (outcome.Failures.IsEmpty) return ExitCode.Done;
        Console.Error.WriteLine($"surgerybench: {outcome.Failures.Length} of {plan.Files.Length} files failed; the same command tries them again.");
        return ExitCode.RunFailed;
    }
}
