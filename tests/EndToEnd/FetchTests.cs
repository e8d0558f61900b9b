using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Tests.Datasets.Hub;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary><c>surgerybench fetch</c> against a hub on this machine.</summary>
public sealed class FetchTests
{
    private static readonly HubRepository Expert = HubCatalog.ModelsOf("vit-b-32").ExpertRequest("mnist").Repository;

    [Test]
    public async Task FetchesTheModelsAndImagesOfATask()
    {
        await using var sandbox = await StartAsync();
        var outcome = await CommandLineProgram.Run(Command(sandbox));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Output, Does.Contain("absent").And.Contain("5 files").And.Contain("0 are there").And.Contain("To download"));
        var cache = new HubCache(sandbox.Cache);
        Assert.That(cache.FindFile(Expert, "model.safetensors"), Is.Not.Null);
        Assert.That(cache.FindFile(HubCatalog.ModelsOf("vit-b-32").BaseRequest.Repository, "pytorch_model.bin"), Is.Not.Null, "the base has no safetensors here");
        Assert.That(cache.FindFile(HubCatalog.Images("mnist").Repository, "mnist/test-00000-of-00001.parquet"), Is.Not.Null);
        var again = await CommandLineProgram.Run(Command(sandbox, "--offline"));
        Assert.That((again.Code, again.Error), Is.EqualTo((0, "")));
        Assert.That(again.Output, Does.Contain("5 are there").And.Contain("To download: 0 B"));
    }

    [Test]
    public async Task PlansWithoutFetching()
    {
        await using var sandbox = await StartAsync();
        var outcome = await CommandLineProgram.Run(Command(sandbox, "--dry-run"));
        Assert.That((outcome.Code, sandbox.Hub.Downloads.Count, Directory.Exists(sandbox.Cache)), Is.EqualTo((0, 0, false)), outcome.Error);
        var offline = await CommandLineProgram.Run(Command(sandbox, "--dry-run", "--offline"));
        Assert.That(offline.Output, Does.Contain("5 files").And.Not.Contain("unknown size"));
    }

    [Test]
    public async Task SaysNothingWhenQuiet()
    {
        await using var sandbox = await StartAsync();
        Assert.That(await CommandLineProgram.Run(Command(sandbox, "--quiet", "--what", "models")), Is.EqualTo(new CommandLineProgram.Outcome(0, "", "")));
    }

    [Test]
    public async Task FinishesTheOthersWhenAFileFails()
    {
        await using var sandbox = await StartAsync();
        sandbox.Hub.Add(Expert).Files["model.safetensors"].ClaimedHash = new string('b', 64);
        var outcome = await CommandLineProgram.Run(Command(sandbox));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.RunFailed));
        Assert.That(outcome.Error, Does.Contain("was expected").And.Contain("1 of 5 files failed"));
        Assert.That(new HubCache(sandbox.Cache).FindFile(HubCatalog.ModelsOf("vit-b-32").BaseRequest.Repository, "config.json"), Is.Not.Null);
    }

    [Test]
    public async Task SaysWhatIsMissingOffline()
    {
        await using var sandbox = await StartAsync();
        var outcome = await CommandLineProgram.Run(Command(sandbox, "--offline"));
        Assert.That((outcome.Code, sandbox.Hub.Requests.Count), Is.EqualTo((ExitCode.BadInput, 0)));
        Assert.That(outcome.Error, Does.StartWith("surgerybench: 5 of 5 files are not in the cache"));
    }

    [TestCase("--suite", "mini8", "has nothing on a hub")]
    [TestCase("--backbone", "vit-mini", "no backbone 'vit-mini'")]
    [TestCase("--tasks", "mnist,cars", "'cars'")]
    [TestCase("--what", "code", "'code'")]
    [TestCase("--splits", "extra", "'extra'")]
    [TestCase("--parallel", "0", "--parallel is 0")]
    [TestCase("--endpoint", "mirror", "'mirror' is no endpoint")]
    public async Task RefusesAWrongOption(string option, string value, string what)
    {
        var outcome = await CommandLineProgram.Run("fetch", "--dry-run", "--offline", option, value);
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.Usage), outcome.Error);
        Assert.That(outcome.Error, Does.StartWith("surgerybench: ").And.Contain(what));
    }

    [Test]
    public async Task ExplainsItselfWithExamples() =>
        Assert.That((await CommandLineProgram.Run("fetch", "--help")).Output, Does.Contain("Examples:").And.Contain("--dry-run").And.Contain("HF_TOKEN"));

    [Test]
    public async Task GoesOnAfterBeingKilled()
    {
        await using var sandbox = await StartAsync();
        var file = sandbox.Hub.Add(Expert).Put("model.safetensors", HubSandbox.Bytes(4 << 20), large: true);
        file.Pause = TimeSpan.FromMilliseconds(20);
        using (var process = CommandLineProgram.Start(Command(sandbox, "--what", "models")))
        {
            var part = new FileInfo(Path.Combine(sandbox.Cache, "models--tanganke--clip-vit-base-patch32_mnist", "blobs", file.Hash + ".incomplete"));
            var patience = DateTime.UtcNow.AddMinutes(3);
            while (DateTime.UtcNow < patience && !process.HasExited && (!part.Exists || part.Length < 1 << 20))
            {
                await Task.Delay(20);
                part.Refresh();
            }
            process.Kill();
            await process.WaitForExitAsync();
            Assert.That(part.Length, Is.InRange(1 << 20, (4 << 20) - 1), "the fetch was to be killed half way");
        }
        Assert.That(new HubCache(sandbox.Cache).Find(Expert), Is.Null);
        file.Pause = null;
        sandbox.Hub.Forget();
        var outcome = await CommandLineProgram.Run(Command(sandbox, "--what", "models"));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Output, Does.Match("[0-9]+ % there"));
        Assert.That(await File.ReadAllBytesAsync(new HubCache(sandbox.Cache).FindFile(Expert, "model.safetensors")!), Is.EqualTo(file.Bytes));
        var resumed = sandbox.Hub.Downloads.Single(request => request.Path.EndsWith("patch32_mnist/resolve/" + sandbox.Hub.Add(Expert).Commit + "/model.safetensors", StringComparison.Ordinal));
        Assert.That(resumed.Range, Does.Match("^bytes=[0-9]{7}-$"));
    }

    private static async Task<HubSandbox> StartAsync()
    {
        var sandbox = await HubSandbox.StartAsync();
        Put(sandbox.Hub, HubCatalog.ModelsOf("vit-b-32").BaseRequest.Repository, "config.json", "pytorch_model.bin");
        Put(sandbox.Hub, Expert, "config.json", "model.safetensors");
        Put(sandbox.Hub, HubCatalog.Images("mnist").Repository, "mnist/test-00000-of-00001.parquet", "mnist/train-00000-of-00001.parquet");
        return sandbox;
    }

    private static void Put(TinyHub hub, HubRepository repository, params string[] paths)
    {
        foreach (var path in paths.Append("README.md")) hub.Add(repository).Put(path, HubSandbox.Bytes(100 + path.Length, path.Length), large: !path.EndsWith(".json", StringComparison.Ordinal));
    }

    private static string[] Command(HubSandbox sandbox, params string[] more) =>
        ["fetch", "--tasks", "mnist", "--endpoint", sandbox.Hub.Endpoint, "--hub-cache", sandbox.Cache, "--cache", sandbox.Listings, .. more];
}
