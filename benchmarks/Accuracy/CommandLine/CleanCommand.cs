using System.CommandLine;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Datasets.Pixels;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>clean</c>: drops cached models, records of zoos that were trained anew since, and leftovers of killed writers.</summary>
internal static class CleanCommand
{
    private static readonly TimeSpan StillWriting = TimeSpan.FromMinutes(10);

    public static Command Create()
    {
        var (results, cache) = (FolderOption.Out(), FolderOption.Cache());
        var command = new Command("clean", "Drops cached models, records of outdated zoos and leftovers of killed runs.") { results, cache };
        command.SetAction(parsed => Clean(parsed.GetRequiredValue(results), parsed.GetRequiredValue(cache)));
        return command;
    }

    private static void Clean(string results, string cache)
    {
        foreach (var folder in new[] { "zoo", "heads" }.Select(name => Path.Combine(cache, name)).Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
        var decoded = new PixelCache(ClipInputs.PixelFolder(cache)).Clear();
        var store = new RunStore(results);
        var swept = store.Sweep(StillWriting, TimeProvider.System);
        var outdated = store.All().GroupBy(record => (record.Key.Group, record.Key.Seed)).SelectMany(Outdated).ToList();
        foreach (var record in outdated) File.Delete(store.PathOf(record.Key));
        Console.WriteLine($"Cached models and {ByteCount.Text(decoded)} of decoded images dropped; {outdated.Count} outdated records and {swept} leftovers deleted.");
    }

    // Zoos of one suite, family and seed differ only in how they were trained; the one that was run last is the one in force.
    private static IEnumerable<RunRecord> Outdated(IEnumerable<RunRecord> records)
    {
        var newest = records.MaxBy(record => record.Provenance.StartedAt)!.Key.Zoo;
        return records.Where(record => record.Key.Zoo != newest);
    }
}
