using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Core.Files;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Experts;
using SurgeryBench.Results;
using SurgeryBench.Tests.Datasets.Hub;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>
/// A disk that is full: one line that names the file, exit status 4, nothing half written and nothing lost; once there is room, the same
/// command ends with what an unbroken one has. On a small disk, and with files that may not be large, which any machine can have.
/// </summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class FullDiskTests(bool mounted)
{
    private static readonly string[] Rows = ["--methods", "weight-averaging,task-arithmetic,ties,magmax", "--repairs", "none,surgery", "--set", "surgery.Iterations=40"];
    private const int Runs = 8;
    private TinySuite suite = null!;

    [OneTimeSetUp]
    public async Task Sweep()
    {
        suite = new TinySuite();
        var outcome = await CommandLineProgram.Run(suite.Command("run", Rows));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
    }

    [OneTimeTearDown]
    public void Free() => suite.Dispose();

    [Test]
    public async Task WhileRecordsAreWritten()
    {
        using var disk = SmallDisk.Of(20, 4, mounted);
        var command = suite.CommandAt(disk.Path, suite.Cache, "run", Rows);
        Refused(await disk.Run(command), disk, ".json' cannot be written");
        Assert.That(disk.FilesIn("").Where(path => path.EndsWith(DraftFile.Ending, StringComparison.Ordinal)), Is.Empty);
        var kept = disk.FilesIn("runs").ToDictionary(path => path, File.ReadAllBytes);
        Assert.That(kept, Has.Count.LessThan(Runs));
        Assert.That(kept.Keys.Select(path => RunStore.ReadFile(path)), Has.Exactly(kept.Count).Items);

        disk.MakeRoom();
        var outcome = await disk.Run(command);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        foreach (var (path, bytes) in kept) Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(bytes), "a finished record was done again");
        Assert.That(disk.FilesIn("runs").Select(RunStore.ReadFile).OrderBy(record => record.Key.Id, StringComparer.Ordinal), Is.EqualTo(
            new RunStore(suite.Results).All().OrderBy(record => record.Key.Id, StringComparer.Ordinal)).Using<RunRecord>((one, other) => one.SameOutcome(other)));
        Assert.That(NamesIn(disk.Seen), Is.EqualTo(NamesIn(suite.Results)));
    }

    [Test]
    public async Task WhileTablesAndFiguresAreWritten()
    {
        using var disk = SmallDisk.Of(200, 20, mounted);
        Copy(Path.Combine(suite.Results, "runs"), disk.At("runs"));
        var records = disk.FilesIn("runs").ToDictionary(path => path, File.ReadAllBytes);
        Refused(await disk.Run("report", "--out", disk.Path), disk, "cannot be written");
        Assert.That(disk.FilesIn("").Where(path => path.EndsWith(DraftFile.Ending, StringComparison.Ordinal)), Is.Empty);
        Assert.That(disk.FilesIn("runs").ToDictionary(path => path, File.ReadAllBytes), Is.EqualTo(records));

        disk.MakeRoom();
        var outcome = await disk.Run("report", "--out", disk.Path);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        foreach (var table in NamesIn(suite.Results))
            Assert.That(await File.ReadAllBytesAsync(disk.At(table)), Is.EqualTo(await File.ReadAllBytesAsync(Path.Combine(suite.Results, table))), table);
    }

    [Test]
    public async Task WhileTheZooIsTrained()
    {
        using var disk = SmallDisk.Of(8 << 10, 1 << 10, mounted);
        using var results = new TinySuite();
        var command = suite.CommandAt(results.Results, disk.Path, "run", "--methods", "weight-averaging", "--repairs", "none");
        Refused(await disk.Run(command), disk, ".safetensors' cannot be written");
        Assert.That(disk.FilesIn("").Where(path => path.EndsWith(DraftFile.Ending, StringComparison.Ordinal)), Is.Empty);
        foreach (var model in disk.FilesIn("zoo").Where(path => path.EndsWith(".safetensors", StringComparison.Ordinal)))
        {
            using var whole = SealedWeights.Load(model);
            Assert.That(whole, Is.Not.Null, model);
        }
        Assert.That(results.RecordCount, Is.Zero);

        disk.MakeRoom();
        var outcome = await disk.Run(command);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var models = Directory.GetFiles(Path.Combine(suite.Cache, "zoo"), "*.safetensors", SearchOption.AllDirectories);
        Assert.That(models, Is.Not.Empty);
        foreach (var model in models) Assert.That(await File.ReadAllBytesAsync(disk.At(Path.GetRelativePath(suite.Cache, model))), Is.EqualTo(await File.ReadAllBytesAsync(model)), model);
        var record = suite.Records.Single(pair => results.Records.ContainsKey(pair.Key)).Key;
        Assert.That(RunStore.ReadFile(Path.Combine(results.Results, "runs", record)).SameOutcome(RunStore.ReadFile(Path.Combine(suite.Results, "runs", record))));
    }

    [Test]
    public async Task WhileModelsAreFetched()
    {
        await using var sandbox = await HubSandbox.StartAsync();
        using var disk = SmallDisk.Of(300, 300, mounted);
        var sources = HubCatalog.ModelsOf("vit-b-32");
        foreach (var path in new[] { "config.json", "pytorch_model.bin" }) sandbox.Hub.Add(sources.BaseRequest.Repository).Put(path, HubSandbox.Bytes(1000), large: false);
        var expert = sandbox.Hub.Add(sources.ExpertRequest("mnist").Repository);
        expert.Put("config.json", HubSandbox.Bytes(1000), large: false);
        var model = expert.Put("model.safetensors", HubSandbox.Bytes(2_000_000), large: true);
        string[] command = ["fetch", "--endpoint", sandbox.Hub.Endpoint, "--hub-cache", disk.Path, "--cache", Path.Combine(suite.Cache, "listings"), "--what", "models", "--tasks", "mnist", "--quiet"];
        var refused = await disk.Run(command);
        Assert.That((refused.Code, refused.Faults.Length), Is.EqualTo((ExitCode.RunFailed, 1)), refused.Error);
        // A disk whose room is known to be too little is not begun to be filled.
        Assert.That(refused.Error, Does.Contain(disk.IsMounted ? "more and its disk has" : disk.Full).And.Contain(disk.Path));
        Assert.That(disk.FilesIn("").Where(path => path.Contains("/snapshots/", StringComparison.Ordinal) && Path.GetFileName(path) == "model.safetensors"), Is.Empty, "a file has its name before it is whole");

        disk.MakeRoom();
        var outcome = await disk.Run(command);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(disk.FilesIn("").Where(path => path.EndsWith($"/blobs/{model.Hash}", StringComparison.Ordinal)).Select(File.ReadAllBytes), Is.EqualTo(new[] { model.Bytes }));
        if (!disk.IsMounted) Assert.That(sandbox.Hub.Downloads.Select(request => request.Range), Has.Some.Match("^bytes=[1-9][0-9]*-$"), "what had arrived was fetched again");
    }

    private static void Refused(CommandLineProgram.Outcome outcome, SmallDisk disk, string what)
    {
        Assert.That((outcome.Code, outcome.Faults.Length), Is.EqualTo((ExitCode.RunFailed, 1)), outcome.Error);
        Assert.That(outcome.Faults[0], Does.StartWith($"surgerybench: '{disk.Path}/").And.Contain(what).And.Contain(disk.Full).And.EndsWith("the same command goes on from here."));
        Assert.That(outcome.Error, Does.Not.Contain("   at "));
    }

    private static string[] NamesIn(string results) =>
        [.. new[] { "tables", "figures", "report" }.SelectMany(name => Directory.GetFiles(Path.Combine(results, name), "*", SearchOption.AllDirectories)).Select(path => Path.GetRelativePath(results, path)).Order(StringComparer.Ordinal)];

    private static void Copy(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var place = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(path, place);
        }
    }
}
