using System.CommandLine;
using System.Globalization;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;
using SurgeryBench.Models.Checkpoints;
using SurgeryBench.Models.PyTorch;
using SurgeryBench.Models.Safetensors;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>inspect</c>: what a checkpoint or a record holds.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A checkpoint (safetensors or PyTorch, recognised by content) or a .json record." };
        var command = new Command("inspect", "Says what a checkpoint or record holds.") { file };
        command.SetAction(parsed => Inspect(parsed.GetRequiredValue(file)));
        return command;
    }

    private static void Inspect(string file)
    {
        if (!File.Exists(file)) throw new BadInputException($"There is no file '{file}'.");
        if (file.EndsWith(".json", StringComparison.Ordinal)) InspectRecord(RunStore.ReadFile(file));
        else InspectCheckpoint(file);
    }

    private static void InspectCheckpoint(string path)
    {
        using var file = Checkpoint.Open(path);
        new Listing(["tensor", "type", "shape"], [.. file.Entries.Select(entry => new[] { OneLine.Of(entry.Name), $"{entry.Type}", string.Join(" x ", entry.Shape) })]).Print("table");
        foreach (var (key, value) in Notes(file)) Console.WriteLine($"{OneLine.Of(key)}: {OneLine.Of(value)}");
        var values = file.Entries.Sum(entry => entry.Shape.Aggregate(1L, (product, size) => product * size));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file.Entries.Length} tensors, {values:N0} values, {file.Entries.Sum(entry => entry.ByteCount):N0} bytes."));
    }

    /// <summary>What a checkpoint holds beside its tensors.</summary>
    private static IEnumerable<(string Key, string Value)> Notes(ICheckpoint file) => file switch
    {
        SafetensorsFile safetensors => safetensors.Metadata.Select(entry => (entry.Key, entry.Value)),
        PyTorchFile torch => torch.Attributes.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => (entry.Key, entry.Value is null ? "None" : string.Create(CultureInfo.InvariantCulture, $"{entry.Value}"))),
        _ => [],
    };

    private static void InspectRecord(RunRecord record)
    {
        var key = record.Key;
        Console.WriteLine($"{key.Method} {key.MethodSettings}");
        Console.WriteLine($"repair {key.Repair} {key.RepairSettings}");
        Console.WriteLine($"{key.Suite}, {key.Backbone}, family {key.Family}, zoo {key.Zoo}, seed {key.Seed}, benchmark {key.BenchmarkVersion}{(key.Calibration is { } images ? $", adapted to {images} images" : "")}");
        new Listing(
            ["task", "correct", "of", "accuracy"],
            [.. record.Scores.Select(score => new[] { score.Task, $"{score.Correct}", $"{score.Total}", score.Accuracy.ToString("P1", CultureInfo.InvariantCulture) })]).Print("table");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"average {record.AverageAccuracy:P2}; {record.ExtraParameters:N0} extra parameters; {record.ExtraMultiplyAdds?.ToString("N0", CultureInfo.InvariantCulture) ?? "uncounted"} extra multiply-adds an image; {record.Phases.MergeAndRepair.TotalSeconds:F1} s to merge and repair; peak {record.PeakBytes >> 20:N0} MiB{(record.Peaks is { } peaks ? $" ({peaks.InMebibytes})" : "")}"));
        Console.WriteLine($"commit {record.Provenance.Commit}, {record.Provenance.Machine}, {record.Provenance.Device}, TorchSharp {record.Provenance.TorchSharpVersion}, {record.Provenance.StartedAt:u}");
    }
}
