using System.CommandLine;
using SurgeryBench.Accuracy.Analyses;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core.Files;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Datasets.Pixels;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary><c>clean</c>: drops cached models, records of zoos that were trained anew since, and leftovers of killed writers.</summary>
internal static class CleanCommand
{
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
        RunStore[] stores = [new(results), .. AnalysisCatalog.All.Select(analysis => new RunStore(AnalysisFolder.RunsOf(results, analysis.Name)))];
        var probes = new ProbeStore(AnalysisFolder.Of(results));
        var swept = Leftovers.Delete(results, cache);
        var records = stores.SelectMany(store => store.All().Select(run => (run.Key, run.Provenance.StartedAt, Path: store.PathOf(run.Key))))
            .Concat(probes.All().Select(probe => (Key: probe.Key.Row, probe.Provenance.StartedAt, Path: probes.PathOf(probe.Key))));
        var outdated = records.GroupBy(record => (record.Key.Group, record.Key.Seed)).SelectMany(Outdated).ToList();
        foreach (var record in outdated) File.Delete(record.Path);
        Console.WriteLine($"Cached models and {ByteCount.Text(decoded)} of decoded images dropped; {outdated.Count} outdated records and {swept} leftovers deleted.");
    }

    // Zoos of one suite, family and seed differ only in how they were trained; the one that was run last is the one in force.
    private static IEnumerable<(RunKey Key, DateTimeOffset StartedAt, string Path)> Outdated(IEnumerable<(RunKey Key, DateTimeOffset StartedAt, string Path)> records)
    {
        var newest = records.MaxBy(record => record.StartedAt).Key.Zoo;
        return records.Where(record => record.Key.Zoo != newest);
    }
}
