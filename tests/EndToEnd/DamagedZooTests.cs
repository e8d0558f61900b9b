using System.Text;
using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Models.Safetensors;
using SurgeryBench.Results;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>Cached models that are not what was written: named, trained again, and the rows are those of the models that were there.</summary>
public sealed class DamagedZooTests
{
    private static readonly string[] Rows = ["--methods", "individual,task-arithmetic", "--repairs", "none"];
    private TinySuite suite = null!;

    public static IEnumerable<TestCaseData> Damages()
    {
        yield return Case("Truncated", path => Change(path, bytes => bytes[..(bytes.Length / 2)]));
        yield return Case("Empty", path => Change(path, _ => []));
        yield return Case("WithABitFlipped", path => Change(path, bytes =>
        {
            bytes[^5] ^= 0x10;
            return bytes;
        }));
        yield return Case("OfAnotherProgram", path => Change(path, _ => Encoding.UTF8.GetBytes("version https://git-lfs.github.com/spec/v1\n")));
        yield return Case("WithoutAChecksum", path =>
        {
            using var weights = SafetensorsFile.Load(path);
            SafetensorsWriter.Write(path, weights);
        });
    }

    [OneTimeSetUp]
    public async Task Sweep()
    {
        suite = new TinySuite();
        var outcome = await CommandLineProgram.Run(suite.Command("run", Rows));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
    }

    [OneTimeTearDown]
    public void Free() => suite.Dispose();

    [TestCaseSource(nameof(Damages))]
    public async Task AreTrainedAgain(Action<string> damage)
    {
        using var results = new TemporaryFolder();
        var files = new[] { "expert.beta", "head.alpha", "mtl" }.ToDictionary(name => name, FileOf);
        var whole = files.ToDictionary(file => file.Key, file => File.ReadAllBytes(file.Value));
        foreach (var path in files.Values) damage(path);
        var outcome = await CommandLineProgram.Run(suite.CommandAt(results.Path, suite.Cache, "run", Rows));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        foreach (var (name, path) in files)
        {
            Assert.That(outcome.Error, Does.Contain($"{name} again, because '{path}' is damaged"));
            Assert.That(File.ReadAllBytes(path), Is.EqualTo(whole[name]), name);
        }
        Assert.That(new RunStore(results.Path).All(), Is.EqualTo(new RunStore(suite.Results).All()).Using<RunRecord>((one, other) => one.Key == other.Key && one.SameOutcome(other)));
    }

    [Test]
    public async Task AreNotTrainedWhereAFolderIsInTheirPlace()
    {
        using var results = new TemporaryFolder();
        var path = FileOf("expert.beta");
        var whole = await File.ReadAllBytesAsync(path);
        File.Delete(path);
        Directory.CreateDirectory(path);
        var outcome = await CommandLineProgram.Run(suite.CommandAt(results.Path, suite.Cache, "run", Rows));
        Directory.Delete(path);
        await File.WriteAllBytesAsync(path, whole);
        Assert.That((outcome.Code, outcome.Faults.Length), Is.EqualTo((ExitCode.RunFailed, 1)), outcome.Error);
        Assert.That(outcome.Faults[0], Does.Contain($"'{path}' cannot be written: a folder is in its place."));
        Assert.That(results.Files, Is.Empty);
    }

    private static TestCaseData Case(string name, Action<string> damage) => new TestCaseData(damage).SetArgDisplayNames(name);

    private static void Change(string path, Func<byte[], byte[]> change) => File.WriteAllBytes(path, change(File.ReadAllBytes(path)));

    private string FileOf(string name) => Directory.GetFiles(suite.Cache, $"{name}.safetensors", SearchOption.AllDirectories).Single();
}
