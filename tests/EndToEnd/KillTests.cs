using NUnit.Framework;
using SurgeryBench.Core.Files;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Results;
using SurgeryBench.Tests.Datasets.Hub;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>What is killed at any moment loses nothing, halves nothing, and ends as if it had never been.</summary>
[Category("Kill")]
public sealed class KillTests
{
    private static readonly string[] Rows = ["--methods", "pretrained,ties", "--repairs", "none,surgery,surgery-v2", "--set", "surgery.Iterations=4", "--set", "surgery-v2.Iterations=4"];

    [Test]
    public async Task ASweepEndsWithTheModelsAndRecordsOfAnUnbrokenOne()
    {
        using var suite = new TinySuite();
        Outcome? unbroken = null;
        await new KilledRuns(suite.Command("run", Rows), stopped: () => Outcome.Of(suite).AssertIsPartOf(unbroken!), ended: () =>
        {
            var outcome = Outcome.Of(suite);
            (unbroken ??= outcome).AssertIsPartOf(outcome);
            outcome.AssertIsPartOf(unbroken);
            Assert.That(Drafts(suite.Cache).Concat(Drafts(suite.Results)), Is.Empty);
            Directory.Delete(suite.Cache, recursive: true);
            Directory.Delete(suite.Results, recursive: true);
        }).Run(KilledRuns.Moments * 4 / 5);
        Assert.That(unbroken!.Records, Has.Count.EqualTo(1 + 3));
    }

    [Test]
    public async Task ADownloadEndsWithTheFilesOfAnUnbrokenOne()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        var repository = HubCatalog.ModelsOf("vit-b-32").ExpertRequest("mnist").Repository;
        var foundation = sandbox.Hub.Add(HubCatalog.ModelsOf("vit-b-32").BaseRequest.Repository);
        foundation.Put("config.json", HubSandbox.Bytes(100));
        foundation.Put("pytorch_model.bin", HubSandbox.Bytes(200), large: true);
        sandbox.Hub.Add(repository).Put("config.json", HubSandbox.Bytes(300));
        var model = sandbox.Hub.Add(repository).Put("model.safetensors", HubSandbox.Bytes(4 << 20), large: true);
        model.Pause = TimeSpan.FromMilliseconds(20);
        string? Found() => new HubCache(sandbox.Cache).FindFile(repository, "model.safetensors");
        string[] command = ["fetch", "--tasks", "mnist", "--what", "models", "--endpoint", sandbox.Hub.Endpoint, "--hub-cache", sandbox.Cache, "--cache", sandbox.Listings];
        await new KilledRuns(command, stopped: () => Assert.That(Found() is not { } file || File.ReadAllBytes(file).AsSpan().SequenceEqual(model.Bytes), Is.True), ended: () =>
        {
            Assert.That(File.ReadAllBytes(Found()!), Is.EqualTo(model.Bytes));
            Assert.That(Drafts(sandbox.Cache).Concat(Directory.EnumerateFiles(sandbox.Cache, "*.incomplete", SearchOption.AllDirectories)), Is.Empty);
            Directory.Delete(sandbox.Cache, recursive: true);
            Directory.Delete(sandbox.Listings, recursive: true);
        }).Run(KilledRuns.Moments / 5);
    }

    private static IEnumerable<string> Drafts(string folder) => Directory.EnumerateFiles(folder, "*" + DraftFile.Ending, SearchOption.AllDirectories);

    /// <summary>Models and records that are there.</summary>
    private sealed record Outcome(Dictionary<string, byte[]> Models, IReadOnlyList<RunRecord> Records)
    {
        /// <summary>Reads all; a file that is half written fails here, or differs from the whole one later.</summary>
        public static Outcome Of(TinySuite suite) => new(
            !Directory.Exists(suite.Cache) ? [] : Directory.EnumerateFiles(suite.Cache, "*", SearchOption.AllDirectories)
                .Where(path => !path.EndsWith(DraftFile.Ending, StringComparison.Ordinal)).ToDictionary(path => path, File.ReadAllBytes),
            new RunStore(suite.Results).All());

        public void AssertIsPartOf(Outcome whole)
        {
            foreach (var (path, bytes) in Models) Assert.That(whole.Models.GetValueOrDefault(path), Is.EqualTo(bytes), path);
            foreach (var record in Records) Assert.That(whole.Records.Any(other => other.Key == record.Key && other.SameOutcome(record)), Is.True, record.Key.Id);
        }
    }
}
