using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Hub;
using SurgeryBench.Methods;
using SurgeryBench.Results;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>The whole way of the paper's own suite, against a hub on this machine: fetch, plan, run, paper, merge, evaluate.</summary>
public sealed class PublishedModelTests
{
    private const string Backbone = "vit-b-32";
    private static readonly string[] Rows = ["--methods", "pretrained,individual,weight-averaging,task-arithmetic,ties,adamerging", "--repairs", "all"];
    private static readonly string[] Short = ["--set", "adamerging.Iterations=2", "--set", "surgery.Iterations=2", "--set", "surgery-v2.Iterations=2", "--set", "prob-surgery.Iterations=2", "--set", "surgery-wide.Iterations=2"];
    private static readonly int Runs = 2 + (4 * (1 + RepairCatalog.All.Length));
    private TinyClipHub tiny = null!;

    [OneTimeSetUp]
    public async Task Start() => tiny = await TinyClipHub.StartAsync(Backbone);

    [OneTimeTearDown]
    public async Task Stop() => await tiny.DisposeAsync();

    [Test, Order(0)]
    public async Task PlansTheDownloadsBeforeAnythingIsThere()
    {
        var offline = await CommandLineProgram.Run(Command("plan", ["--offline", .. Rows]));
        Assert.That(offline.Code, Is.Zero, offline.Error);
        Assert.That(tiny.Hub.Requests, Is.Empty, "the network is left alone");
        Assert.That(offline.Output, Does.Contain("unknown size").And.Contain("By their parameters, the models of vit-b-32 take 3.4 GB").And.Contain("free").And.Contain("To compute: about").And.Contain("surgerybench fetch"));
        var online = await CommandLineProgram.Run(Command("plan", Rows));
        Assert.That(online.Output, Does.Not.Contain("unknown size").And.Contains("To download: "));
        Assert.That(tiny.Hub.Downloads, Is.Empty);
    }

    [Test, Order(1)]
    public async Task SaysWhatToDoWhenModelsAreAbsent()
    {
        var outcome = await CommandLineProgram.Run(Command("run", ["--out", tiny.Results, .. Rows]));
        Assert.That(outcome.Code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(outcome.Error, Does.Contain("surgerybench fetch --suite clip8 --backbone vit-b-32").And.Not.Contains("   at "));
        Assert.That(Directory.Exists(tiny.Results), Is.False, "nothing is written");
    }

    [Test, Order(2)]
    public async Task FetchesEverythingThoughKilledHalfWay()
    {
        var slow = tiny.Hub.Add(HubCatalog.ModelsOf(Backbone).BaseRequest.Repository).Files["model.safetensors"];
        slow.Pause = TimeSpan.FromMilliseconds(20);
        using (var process = CommandLineProgram.Start(Fetch()))
        {
            var part = new FileInfo(Path.Combine(tiny.At("hub"), "models--openai--clip-vit-base-patch32", "blobs", slow.Hash + ".incomplete"));
            for (var wait = 0; wait < 9000 && !process.HasExited && (!part.Exists || part.Length < 1 << 18); wait++)
            {
                await Task.Delay(20);
                part.Refresh();
            }
            process.Kill();
            await process.WaitForExitAsync();
            Assert.That(part.Length, Is.InRange(1 << 18, slow.Bytes.Length - 1), "the fetch was to be killed half way");
        }
        slow.Pause = null;
        var outcome = await CommandLineProgram.Run(Fetch());
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(tiny.Hub.Downloads.Where(request => request.Path.EndsWith("patch32/resolve/" + tiny.Hub.Add(HubCatalog.ModelsOf(Backbone).BaseRequest.Repository).Commit + "/model.safetensors", StringComparison.Ordinal)).Last().Range, Does.StartWith("bytes="));
    }

    [Test, Order(3)]
    public async Task RefusesToCallOtherModelsThePublishedOnes()
    {
        var sizes = await CommandLineProgram.Run(tiny.Command("run", "--offline", "--out", tiny.Results, "--methods", "pretrained"));
        Assert.That((sizes.Code, Directory.Exists(tiny.Results)), Is.EqualTo((ExitCode.BadInput, false)), sizes.Error);
        Assert.That(sizes.Error, Does.Contain("--any-size").And.Contain("Width = 16").And.Contain("Width = 768"));
        var family = await CommandLineProgram.Run(Command("run", "--offline", "--out", tiny.Results, "--methods", "pretrained", "--family", "hf"));
        Assert.That((family.Code, family.Error), Is.EqualTo((ExitCode.Usage, family.Error)));
        Assert.That(family.Error, Does.Contain("family 'own'"));
    }

    [Test, Order(4)]
    public async Task RunsTheMainTable()
    {
        tiny.Hub.Forget();
        var outcome = await CommandLineProgram.Run(Command("run", ["--offline", "--out", tiny.Results, .. Rows, .. Short]));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var records = new RunStore(tiny.Results).All();
        Assert.That(records, Has.Count.EqualTo(Runs));
        Assert.That(records.Select(record => record.Key.Family).Distinct(), Is.EqualTo(new[] { "own" }));
        Assert.That(records.SelectMany(record => record.Scores), Has.All.Property("Total").EqualTo(12));
        Assert.That(File.ReadAllText(Path.Combine(tiny.Results, "tables", "clip8.vit-b-32.own.csv")), Does.Contain("task-arithmetic,surgery-v2"));
        Assert.That(tiny.Hub.Requests, Is.Empty, "everything came from the cache");
        var again = await CommandLineProgram.Run(Command("run", ["--offline", "--out", tiny.Results, .. Rows, .. Short]));
        Assert.That(again.Error, Does.Contain($"0 of {Runs} runs to do"));
    }

    [Test, Order(5)]
    public async Task SetsThemBesideThePapersWithoutComparingThem()
    {
        var outcome = await CommandLineProgram.Run("paper", "--backbone", Backbone, "--family", "hf", "--format", "markdown", "--out", tiny.Results);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Output, Does.Contain("do not compare").And.Contain($"clip8.vit-b-32.own ({Runs} records)").And.Contain("311,296"));
    }

    [TestCase("none", "task-arithmetic"), Order(6)]
    [TestCase("surgery", "task-arithmetic")]
    [TestCase("surgery-v2", "ties")]
    [TestCase("surgery-cf", "task-arithmetic")]
    [TestCase("react", "task-arithmetic")]
    public async Task ExportsAModelThatScoresTheSameWhenItIsReadBack(string repair, string method)
    {
        var folder = tiny.At($"{method}-{repair}");
        string[] settings = repair is "surgery" or "surgery-v2" ? ["--set", $"{repair}.Iterations=2"] : [];
        var merged = await CommandLineProgram.Run(Command("merge", ["--offline", "--methods", method, "--repairs", repair, "--out", folder, .. settings]));
        Assert.That(merged.Code, Is.Zero, merged.Error);
        Assert.That(Directory.EnumerateFiles(folder).Select(Path.GetFileName), Is.EquivalentTo(
            new[] { "README.md", "config.json", "model.safetensors" }.Concat(repair == "none" ? [] : ["corrections.safetensors"])));
        Assert.That(File.ReadAllText(Path.Combine(folder, "README.md")), Does.Contain(method).And.Contain("family `own`"));
        var inspected = await CommandLineProgram.Run("inspect", Path.Combine(folder, "model.safetensors"));
        Assert.That(inspected.Output, Does.Contain("vision_model.pre_layrnorm").And.Contain("visual_projection.weight"));

        var scored = await CommandLineProgram.Run(Command("evaluate", folder, "--offline", "--format", "csv"));
        Assert.That(scored.Code, Is.Zero, scored.Error);
        var record = new RunStore(tiny.Results).All().Single(one => (one.Key.Method, one.Key.Repair) == (method, repair));
        foreach (var score in record.Scores) Assert.That(scored.Output, Does.Contain($"{score.Task},{score.Correct},{score.Total},"));
        var twice = await CommandLineProgram.Run(Command("merge", "--offline", "--methods", method, "--out", folder));
        Assert.That((twice.Code, twice.Error), Is.EqualTo((ExitCode.BadInput, $"surgerybench: '{folder}' exists already; --out takes the name of a new folder.\n")));
    }

    [Test, Order(7)]
    public async Task RunsThePapersOwnFiles()
    {
        var root = tiny.At("papers/ViT-B-32");
        WholeEncoders(root);
        var outcome = await CommandLineProgram.Run(Command("run", "--offline", "--checkpoints", tiny.At("papers"), "--methods", "pretrained,ties", "--repairs", "none", "--out", tiny.At("papers-results")));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(new RunStore(tiny.At("papers-results")).All(), Has.Count.EqualTo(2));
        File.Delete(Path.Combine(root, "Cars", "finetuned.pt"));
        var missing = await CommandLineProgram.Run(Command("run", "--offline", "--checkpoints", tiny.At("papers"), "--methods", "ties", "--out", tiny.At("none")));
        Assert.That((missing.Code, missing.Error), Is.EqualTo((ExitCode.BadInput, $"surgerybench: 1 of 9 checkpoints are missing in '{root}': Cars{Path.DirectorySeparatorChar}finetuned.pt.\n")));
    }

    // Formats are told by content, and the reader of pickles has tests of its own.
    private void WholeEncoders(string root)
    {
        var shape = new SurgeryBench.Models.VisionTransformerShape(Width: 16, Blocks: 2, Heads: 2, Patch: 8, ImageSize: 32, EmbeddingSize: 12);
        using var drawn = SurgeryBench.Models.VisionTransformerInit.Draw(shape, Seed.Of("papers"));
        using var whole = new Weights(drawn.Names.Select(name => KeyValuePair.Create($"model.{name}", drawn[name].alias()))
            .Append(KeyValuePair.Create("model.ln_final.weight", TorchSharp.torch.ones(8))));
        foreach (var name in new[] { "SUN397", "Cars", "RESISC45", "EuroSAT", "SVHN", "GTSRB", "MNIST", "DTD" })
        {
            Directory.CreateDirectory(Path.Combine(root, name));
            using var near = TinyZoo.Near(whole, Seed.Of(name));
            SurgeryBench.Models.Safetensors.SafetensorsWriter.Write(Path.Combine(root, name, "finetuned.pt"), near);
        }
        SurgeryBench.Models.Safetensors.SafetensorsWriter.Write(Path.Combine(root, "zeroshot.pt"), whole);
    }

    private string[] Fetch() => tiny.Command("fetch", "--backbone", Backbone);

    private string[] Command(string verb, params string[] more) => tiny.Command(verb, ["--backbone", Backbone, "--any-size", .. more]);
}
