using System.Diagnostics;
using System.Text.Json;
using SurgeryBench.Core;
using SurgeryBench.Models.Checkpoints;

namespace SurgeryBench.Tests.Parity;

/// <summary>A file of a manifest that says what a reader may do with it.</summary>
public sealed record HostileFile(string Folder, string Name, string Expect)
{
    private static readonly TimeSpan Hang = TimeSpan.FromMinutes(2);

    public override string ToString() => $"{Folder}/{Name}";

    public static IEnumerable<HostileFile> In(string folder)
    {
        using var manifest = JsonDocument.Parse(Fixture.Open("pt_files").Text($"{folder}/manifest.json"));
        return [.. manifest.RootElement.EnumerateObject().Select(file => new HostileFile(folder, file.Name, file.Value.GetProperty("expect").GetString()!))];
    }

    /// <summary>Opens it and reads every tensor.</summary>
    public Outcome Try()
    {
        var path = Fixture.Open("pt_files").PathOf($"{Folder}/{Name}");
        var attempt = Task.Run(() => Read(path));
        return attempt.Wait(Hang) ? attempt.Result : throw new TimeoutException($"'{path}' hangs its reader.");
    }

    private static Outcome Read(string path)
    {
        var (allocated, resident) = (GC.GetAllocatedBytesForCurrentThread(), Resident());
        BadInputException? refusal = null;
        try
        {
            using var file = Checkpoint.Open(path);
            foreach (var entry in file.Entries) file.Read(entry.Name).Dispose();
        }
        catch (BadInputException fault)
        {
            refusal = fault;
        }
        return new Outcome(path, refusal?.Message, GC.GetAllocatedBytesForCurrentThread() - allocated, Resident() - resident);
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    /// <summary>What came of it: the message of the refusal, null where it was read, and what it took.</summary>
    public sealed record Outcome(string Path, string? Refusal, long AllocatedBytes, long ResidentBytes);
}
