using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Experts;
using SurgeryBench.Models.Safetensors;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>Bad input: one clear line, the documented exit status, nothing written.</summary>
public sealed class BadInputTests
{
    private static async Task Refuses(TinySuite suite, int code, string what, params string[] args)
    {
        var outcome = await CommandLineProgram.Run(args);
        Assert.That(outcome.Code, Is.EqualTo(code), outcome.Error);
        Assert.That(outcome.Error, Does.Contain(what).And.Contain("surgerybench: "));
        Assert.That(Directory.Exists(suite.Results), Is.False, "something was written");
    }

    [TestCase("--methods", "tyes", "There is no method 'tyes'")]
    [TestCase("--repairs", "sergery", "There is no repair 'sergery'")]
    [TestCase("--backbone", "vit-x", "There is no backbone 'vit-x'")]
    [TestCase("--backbone", "vit-b-32", "224x224")]
    [TestCase("--seeds", "one", "'one'")]
    [TestCase("--shard", "2/2", "2/2")]
    [TestCase("--set", "ties.Density=3", "Density is 3")]
    [TestCase("--set", "ties.Weight=3", "'Weight'")]
    [TestCase("--device", "gpu", "There is no device 'gpu'")]
    [TestCase("--threads", "0", "--threads")]
    [TestCase("--nonsense", "1", "--nonsense")]
    public async Task AWrongOption(string option, string value, string what)
    {
        using var suite = new TinySuite();
        await Refuses(suite, ExitCode.Usage, what, suite.Command("run", option, value));
    }

    [Test]
    public async Task ARepairOfWeightsForAMergeThatHasNone()
    {
        using var suite = new TinySuite();
        await Refuses(suite, ExitCode.Usage, "Repair 'als' works on plain weights; 'smile' gives none.", suite.Command("run", "--methods", "smile", "--repairs", "als"));
    }

    [Test]
    public async Task EveryFaultOfASelectionAtOnce()
    {
        using var suite = new TinySuite();
        var outcome = await CommandLineProgram.Run(suite.Command("plan", "--methods", "foo", "--repairs", "bar", "--backbone", "baz"));
        Assert.That(outcome.Error, Does.Contain("'foo'").And.Contain("'bar'").And.Contain("'baz'"));
    }

    [Test]
    public async Task ATaskFolderWithoutClasses()
    {
        using var suite = new TinySuite();
        File.Delete(suite.Images.In("beta/classes.txt"));
        await Refuses(suite, ExitCode.BadInput, "beta", suite.Command("run"));
    }

    [Test]
    public async Task AFolderThatIsNotThere()
    {
        using var suite = new TinySuite();
        await Refuses(suite, ExitCode.BadInput, "/nowhere", "run", "--suite", "folder8", "--data", "/nowhere", "--out", suite.Results);
    }

    [Test]
    public async Task AMisshapenExpert()
    {
        using var suite = new TinySuite();
        await Train(suite);
        var path = Directory.GetFiles(suite.Cache, "expert.beta.safetensors", SearchOption.AllDirectories).Single();
        using (var expert = SafetensorsFile.Load(path))
        using (var wrong = expert.Map((name, tensor) => name == "visual.proj" ? zeros(2, 3) : tensor.clone())) SealedWeights.Write(path, wrong);
        await Refuses(suite, ExitCode.BadInput, "Expert 'beta' has 'visual.proj' as [2, 3]; the base has [96, 64].", suite.Command("run"));
    }

    [Test]
    public async Task ATruncatedCheckpoint()
    {
        using var suite = new TinySuite();
        await Train(suite);
        var path = Directory.GetFiles(suite.Cache, "base.safetensors", SearchOption.AllDirectories).Single();
        var whole = await File.ReadAllBytesAsync(path);
        await using (var file = File.OpenWrite(path)) file.SetLength(file.Length / 2);
        await Refuses(suite, ExitCode.BadInput, path, "inspect", path);
        var again = await CommandLineProgram.Run(suite.Command("run", "--methods", "weight-averaging", "--repairs", "none"));
        Assert.That(again.Code, Is.Zero, again.Error);
        Assert.That(again.Error, Does.Contain($"training base again, because '{path}' is damaged"));
        Assert.That(await File.ReadAllBytesAsync(path), Is.EqualTo(whole));
    }

    [Test]
    public async Task ADamagedRecord()
    {
        using var suite = new TinySuite();
        Assert.That((await CommandLineProgram.Run(suite.Command("run", "--methods", "pretrained"))).Code, Is.Zero);
        var record = Directory.GetFiles(Path.Combine(suite.Results, "runs"), "*.json", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(record, "{");
        var outcome = await CommandLineProgram.Run("report", "--out", suite.Results);
        Assert.That((outcome.Code, outcome.Error.Contains(Path.GetFileName(record), StringComparison.Ordinal)), Is.EqualTo((ExitCode.BadInput, true)), outcome.Error);
    }

    // Trains the zoo and leaves no result behind.
    private static async Task Train(TinySuite suite)
    {
        Assert.That((await CommandLineProgram.Run(suite.Command("run", "--methods", "pretrained"))).Code, Is.Zero);
        Directory.Delete(suite.Results, recursive: true);
    }
}
