using System.Text;
using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Results;
using SurgeryBench.Results.Baselines;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>
/// Files in a results folder that are not what this program wrote there: named by every verb that reads them, exit status 3, nothing done,
/// nothing written, and never left out of a table in silence.
/// </summary>
public sealed class DamagedRecordTests
{
    private const string Rank = "analyses/rank/runs", Probes = "analyses/probes", Selections = "selections", Runs = "runs", Baselines = "baselines";

    private static readonly string[] Row = ["--methods", "task-arithmetic", "--repairs", "procrustes"];
    private static readonly string[] Short = ["--methods", "task-arithmetic", "--repairs", "surgery", "--set", "surgery.Iterations=4", "--set", "rank.Values=[4]"];

    private static readonly Dictionary<string, string[]> Commands = new()
    {
        ["run"] = ["--methods", "task-arithmetic,ties", "--repairs", "procrustes"],
        ["plan"] = Row,
        ["report"] = [],
        ["baseline"] = [],
        ["check"] = [],
        ["select"] = ["--methods", "task-arithmetic"],
        ["layers"] = Row,
        ["rank"] = Short,
    };

    private TinySuite suite = null!;

    /// <summary>What may become of a file; gives its bytes, or null where a folder takes its place.</summary>
    public static IEnumerable<TestCaseData> Damages()
    {
        yield return Case("Truncated", bytes => bytes[..(bytes.Length / 2)]);
        yield return Case("WithoutItsLastByte", bytes => bytes[..^1]);
        yield return Case("Empty", _ => []);
        yield return Case("WithABitFlippedInANumber", bytes => Flipped(bytes, "0."));
        yield return Case("WithABitFlippedInAName", bytes => Flipped(bytes, "tiny"));
        yield return Case("OfAFormatOfTheFuture", bytes => RecordSeal.Close(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(RecordSeal.Open(bytes, "", "")).Replace("{\n", "{\n  \"format\": 2,\n", StringComparison.Ordinal))));
        yield return Case("OfAnotherProgram", _ => """{"name": "somebody", "version": "1.0.0", "dependencies": {}}"""u8.ToArray());
        yield return Case("OfNoKind", _ => [0x89, 0x50, 0x4e, 0x47, 0, 0, 0]);
        yield return Case("AFolder", _ => null);
    }

    [OneTimeSetUp]
    public async Task Sweep()
    {
        suite = new TinySuite();
        foreach (var command in new[] { Of("run", Row), Of("select", "--methods", "task-arithmetic"), Of("analyze", ["layers", .. Row]), Of("analyze", ["rank", .. Short]), ["baseline", "--out", suite.Results] })
        {
            var outcome = await CommandLineProgram.Run(command);
            Assert.That(outcome.Code, Is.Zero, outcome.Error);
        }
    }

    [OneTimeTearDown]
    public void Free() => suite.Dispose();

    [TestCaseSource(nameof(Damages))]
    public Task OfARun(Func<byte[], byte[]?> damage) => Refuse(Runs, damage, "run", "plan", "report", "baseline", "check", "select", "layers", "rank");

    [TestCaseSource(nameof(Damages))]
    public Task OfAnAnalysisRun(Func<byte[], byte[]?> damage) => Refuse(Rank, damage, "rank", "report");

    [TestCaseSource(nameof(Damages))]
    public Task OfAProbe(Func<byte[], byte[]?> damage) => Refuse(Probes, damage, "layers", "report");

    [TestCaseSource(nameof(Damages))]
    public Task OfASelection(Func<byte[], byte[]?> damage) => Refuse(Selections, damage, "select", "report");

    [TestCaseSource(nameof(Damages))]
    public Task OfABaseline(Func<byte[], byte[]?> damage) => Refuse(Baselines, damage, "check");

    /// <summary>It would be valid in its own place.</summary>
    [TestCase(Runs, "run")]
    [TestCase(Probes, "layers")]
    [TestCase(Selections, "select")]
    public async Task OfAnotherPlace(string kind, string verb)
    {
        var file = FileOf(kind);
        var moved = file.Replace(".json", ".old.json", StringComparison.Ordinal);
        File.Copy(file, moved);
        try
        {
            await Refuse(moved, verb);
        }
        finally
        {
            File.Delete(moved);
        }
    }

    [Test]
    public async Task OfABaselineOfAnotherSuite()
    {
        var file = FileOf(Baselines);
        var own = await File.ReadAllBytesAsync(file);
        (Baseline.Read(file) with { Suite = "mini8" }).Write(file);
        await Refuse(file, "check");
        await File.WriteAllBytesAsync(file, own);
    }

    [TestCase("run")]
    [TestCase("plan")]
    [TestCase("report")]
    [TestCase("layers")]
    public async Task OfAnotherBenchmarkVersion(string verb)
    {
        var store = new RunStore(suite.Results);
        var record = store.All().Single();
        var later = record with { Key = record.Key with { BenchmarkVersion = "2.0" } };
        store.Write(later);
        try
        {
            var outcome = await CommandLineProgram.Run(CommandOf(verb));
            Assert.That((outcome.Code, outcome.Faults.Length), Is.EqualTo((ExitCode.BadInput, 1)), outcome.Error);
            Assert.That(outcome.Faults[0], Does.Contain("2.0").And.Contain("1.0").And.Contain("do not compare"));
            Assert.That(suite.RecordCount, Is.EqualTo(2), "something was run");
        }
        finally
        {
            File.Delete(store.PathOf(later.Key));
        }
    }

    [Test]
    public async Task IsDoneAgainOnceItIsDeleted()
    {
        var file = FileOf(Runs);
        var before = RunStore.ReadFile(file);
        await File.WriteAllTextAsync(file, "{");
        var refused = await CommandLineProgram.Run(Of("run", Row));
        Assert.That(refused.Faults.Single(), Does.Contain("Delete it, and the same command does its run again."));
        File.Delete(file);
        var outcome = await CommandLineProgram.Run(Of("run", Row));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(RunStore.ReadFile(file).SameOutcome(before));
    }

    private static TestCaseData Case(string name, Func<byte[], byte[]?> damage) => new TestCaseData(damage).SetArgDisplayNames(name);

    private static byte[] Flipped(byte[] bytes, string before)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[flipped.AsSpan().IndexOf(Encoding.ASCII.GetBytes(before)) + before.Length] ^= 1;
        return flipped;
    }

    private string[] Of(string verb, params string[] more) => suite.Command(verb, more);

    private string[] CommandOf(string name) => name switch
    {
        "report" or "baseline" => [name, "--out", suite.Results],
        "check" => ["baseline", "--check", "--out", suite.Results],
        "layers" or "rank" => Of("analyze", [name, .. Commands[name]]),
        _ => Of(name, Commands[name]),
    };

    private string FileOf(string kind) => Directory.GetFiles(Path.Combine(suite.Results, kind), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();

    private async Task Refuse(string kind, Func<byte[], byte[]?> damage, params string[] verbs)
    {
        var file = FileOf(kind);
        var whole = await File.ReadAllBytesAsync(file);
        var damaged = damage(whole);
        File.Delete(file);
        if (damaged is null) Directory.CreateDirectory(file);
        else await File.WriteAllBytesAsync(file, damaged);
        try
        {
            await Refuse(file, verbs);
        }
        finally
        {
            if (damaged is null) Directory.Delete(file);
            await File.WriteAllBytesAsync(file, whole);
        }
    }

    private async Task Refuse(string file, params string[] verbs)
    {
        var before = Contents();
        foreach (var verb in verbs)
        {
            var outcome = await CommandLineProgram.Run(CommandOf(verb));
            Assert.That((outcome.Code, outcome.Faults.Length), Is.EqualTo((ExitCode.BadInput, 1)), $"{verb}: {outcome.Error}");
            Assert.That(outcome.Faults[0], Does.Contain($"'{file}'"), verb);
            Assert.That(outcome.Output, Is.Empty, verb);
            Assert.That(Contents(), Is.EqualTo(before), $"{verb} wrote something");
        }
    }

    private Dictionary<string, string> Contents() =>
        Directory.EnumerateFiles(suite.Results, "*", SearchOption.AllDirectories).ToDictionary(path => path, path => Convert.ToBase64String(File.ReadAllBytes(path)));
}
