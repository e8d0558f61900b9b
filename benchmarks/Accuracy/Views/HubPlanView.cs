using System.Globalization;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Accuracy.Views;

/// <summary>What a fetch would bring, for a person: a line a file, then the sums.</summary>
internal static class HubPlanView
{
    public static void Print(HubPlan plan)
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
