using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Results;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>
/// What was made of published models and images and kept (decoded images, zero-shot heads) is made again where it is damaged; what was fetched is
/// refused by name, and fetched again.
/// </summary>
public sealed class DamagedDownloadTests
{
    private const string Backbone = "vit-b-32";
    private TinyClipHub tiny = null!;
    private IReadOnlyList<RunRecord> records = null!;

    public static IEnumerable<TestCaseData> Damages()
    {
        yield return new TestCaseData((byte[] bytes) => bytes[..(bytes.Length / 2)]).SetArgDisplayNames("Truncated");
        yield return new TestCaseData((byte[] _) => Array.Empty<byte>()).SetArgDisplayNames("Empty");
        yield return new TestCaseData((byte[] bytes) => Flipped(bytes, bytes.Length / 2)).SetArgDisplayNames("WithABitFlipped");
        // The version of a file of decoded images, or a byte of a checkpoint's description.
        yield return new TestCaseData((byte[] bytes) => Flipped(bytes, 8)).SetArgDisplayNames("OfAnotherVersion");
        yield return new TestCaseData((byte[] _) => "PNG or so"u8.ToArray()).SetArgDisplayNames("OfAnotherProgram");
    }

    [OneTimeSetUp]
    public async Task Sweep()
    {
        tiny = await TinyClipHub.StartAsync(Backbone);
        Assert.That((await CommandLineProgram.Run(Fetch())).Code, Is.Zero);
        records = Records(await Run(tiny.Results), tiny.Results);
    }

    [OneTimeTearDown]
    public async Task Stop() => await tiny.DisposeAsync();

    [TestCaseSource(nameof(Damages))]
    public Task DecodedImagesAreDecodedAgain(Func<byte[], byte[]> damage) => MadeAgain(Directory.GetFiles(tiny.At("cache"), "mnist.test.*.pixels", SearchOption.AllDirectories).Single(), damage);

    [TestCaseSource(nameof(Damages))]
    public Task HeadsAreBuiltAgain(Func<byte[], byte[]> damage) => MadeAgain(Directory.GetFiles(tiny.At("cache"), "head.safetensors", SearchOption.AllDirectories).First(), damage);

    [TestCaseSource(nameof(Damages))]
    public Task ModelsAreRefused(Func<byte[], byte[]> damage) => Refused(HubCatalog.ModelsOf(Backbone).ExpertRequest("mnist").Repository, "model.safetensors", damage);

    [TestCaseSource(nameof(Damages))]
    public async Task ImagesAreRefused(Func<byte[], byte[]> damage)
    {
        foreach (var decoded in Directory.GetFiles(tiny.At("cache"), "mnist.test.*.pixels", SearchOption.AllDirectories)) File.Delete(decoded);
        await Refused(HubCatalog.RepositoryOf("mnist"), "test-00000-of-00002.parquet", damage);
    }

    private static byte[] Flipped(byte[] bytes, int place)
    {
        bytes[place] ^= 4;
        return bytes;
    }

    private string[] Fetch() => tiny.Command("fetch", "--backbone", Backbone);

    private Task<CommandLineProgram.Outcome> Run(string results) =>
        CommandLineProgram.Run(tiny.Command("run", "--backbone", Backbone, "--any-size", "--offline", "--out", results, "--methods", "pretrained,individual,weight-averaging", "--repairs", "none"));

    private static IReadOnlyList<RunRecord> Records(CommandLineProgram.Outcome outcome, string results)
    {
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        return new RunStore(results).All();
    }

    private async Task MadeAgain(string path, Func<byte[], byte[]> damage)
    {
        using var results = new TemporaryFolder();
        var whole = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, damage([.. whole]));
        AreTheSame(Records(await Run(results.Path), results.Path));
        Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(whole));
    }

    private async Task Refused(HubRepository repository, string file, Func<byte[], byte[]> damage)
    {
        using var results = new TemporaryFolder();
        var path = Directory.GetFiles(new HubCache(tiny.At("hub")).Find(repository)!, file, SearchOption.AllDirectories).Single();
        var blob = File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
        var whole = await File.ReadAllBytesAsync(blob);
        await File.WriteAllBytesAsync(blob, damage([.. whole]));
        var refused = await Run(results.Path);
        // Images are first looked at in a run, which then fails by name.
        Assert.That(refused.Code, Is.EqualTo(refused.Error.Contains("failed: ", StringComparison.Ordinal) ? ExitCode.RunFailed : ExitCode.BadInput), refused.Error);
        Assert.That(refused.Error, Does.Contain($"'{path}'").And.Not.Contain("   at "));
        Assert.That(results.Files, Is.Empty);

        // One of another size is fetched again as it is; of the others the message says what to do.
        if (new FileInfo(blob).Length == whole.Length)
        {
            Assert.That(refused.Error, Does.Contain($"Delete '{blob}', and 'surgerybench fetch' brings it again."));
            File.Delete(blob);
        }
        Assert.That((await CommandLineProgram.Run(Fetch())).Code, Is.Zero);
        Assert.That(await File.ReadAllBytesAsync(blob), Is.EqualTo(whole));
        AreTheSame(Records(await Run(results.Path), results.Path));
    }

    private void AreTheSame(IReadOnlyList<RunRecord> again) => Assert.That(again, Is.EqualTo(records).Using<RunRecord>((one, other) => one.Key == other.Key && one.SameOutcome(other)));
}
