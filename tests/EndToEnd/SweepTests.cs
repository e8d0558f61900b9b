using NUnit.Framework;
using SurgeryBench.Methods;
using SurgeryBench.Results;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>The whole way from images to tables, on a suite small enough for seconds.</summary>
public sealed class SweepTests
{
    private const string LongHeader = "suite,backbone,family,method,repair,seed,task,metric,value,correct,total,unit";
    private static readonly int RowsOfAMerge = 1 + RepairCatalog.All.Length;
    private static readonly int AllRuns = MethodCatalog.All.Sum(method => method.IsReference ? 1 : 1 + RepairCatalog.All.Count(repair => method.GivesWeights || !repair.NeedsWeights));

    [Test]
    public async Task RunsEverythingOnceAndWritesTheSameTablesTwice()
    {
        using var suite = new TinySuite();
        var first = await CommandLineProgram.Run(suite.Command("run", TinySuite.Short(3)));
        Assert.That(first.Code, Is.Zero, first.Error);
        var (records, tables) = (suite.Records, suite.Tables);
        Assert.That(records, Has.Count.EqualTo(AllRuns));
        Assert.That(tables.Keys.Order(), Is.EqualTo((string[])["methods.md", .. from ending in new[] { "csv", "long.csv", "md", "repairs.csv", "repairs.md", "tex" } select $"tiny.vit-mini.{ending}"]));
        Assert.That(System.Text.Encoding.UTF8.GetString(tables["tiny.vit-mini.long.csv"]), Does.StartWith(LongHeader + "\n"));
        Assert.That(Directory.GetFiles(Path.Combine(suite.Results, "figures"), "*.png"), Is.Not.Empty);
        var page = await File.ReadAllBytesAsync(suite.Page);

        var trained = Directory.GetFiles(suite.Cache, "*.safetensors", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc);
        var second = await CommandLineProgram.Run(suite.Command("run", TinySuite.Short(3)));
        Assert.That((second.Code, second.Error), Is.EqualTo((0, $"0 of {AllRuns} runs to do.{Environment.NewLine}")));
        Assert.That(suite.Records, Is.EqualTo(records), "a record was written again");
        Assert.That(suite.Tables, Is.EqualTo(tables), "a table changed");
        Assert.That(await File.ReadAllBytesAsync(suite.Page), Is.EqualTo(page), "the page changed");
        Assert.That(trained.All(file => File.GetLastWriteTimeUtc(file.Key) == file.Value), "a model was trained again");
    }

    [Test]
    public async Task GoesOnAfterBeingKilledWithoutLosingOrHalvingARecord()
    {
        using var suite = new TinySuite();
        string[] rows = ["--methods", "pretrained,weight-averaging,task-arithmetic,ties", "--set", "surgery-v2.Iterations=60", "--set", "surgery.Iterations=60", "--set", "prob-surgery.Iterations=60", "--set", "surgery-wide.Iterations=60"];
        using (var process = CommandLineProgram.Start(suite.Command("run", rows)))
        {
            var patience = DateTime.UtcNow.AddMinutes(3);
            while (suite.RecordCount < 2 && !process.HasExited && DateTime.UtcNow < patience) await Task.Delay(20);
            process.Kill();
            await process.WaitForExitAsync();
        }
        var kept = new RunStore(suite.Results).All();
        Assert.That(kept.Count, Is.InRange(2, 9), "the sweep was to be killed half way");
        var bytes = suite.Records.Where(file => file.Key.EndsWith(".json", StringComparison.Ordinal)).ToDictionary();

        Assert.That((await CommandLineProgram.Run(suite.Command("run", rows))).Code, Is.Zero);
        Assert.That(new RunStore(suite.Results).All(), Has.Count.EqualTo(1 + (3 * RowsOfAMerge)));
        foreach (var (name, before) in bytes) Assert.That(suite.Records[name], Is.EqualTo(before), $"{name} was written again");
    }

    [Test]
    public async Task SplitsASelectionIntoShards()
    {
        using var suite = new TinySuite();
        string[] rows = ["--methods", "pretrained,individual,weight-averaging", "--repairs", "none"];
        Assert.That((await CommandLineProgram.Run([.. suite.Command("run", rows), "--shard", "0/2"])).Code, Is.Zero);
        Assert.That(new RunStore(suite.Results).All().Select(record => record.Key.Method).Order(), Is.EqualTo(new[] { "pretrained", "weight-averaging" }));
        Assert.That((await CommandLineProgram.Run([.. suite.Command("run", rows), "--shard", "1/2"])).Code, Is.Zero);
        Assert.That(new RunStore(suite.Results).All(), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task RefusesRowsBesideThoseOfModelsTrainedOtherwise()
    {
        using var suite = new TinySuite();
        string[] rows = ["--repairs", "none", "--methods"];
        Assert.That((await CommandLineProgram.Run(suite.Command("run", [.. rows, "pretrained"]))).Code, Is.Zero);
        var store = new RunStore(suite.Results);
        var measured = store.All().Single();
        var digest = measured.Provenance.ZooDigest;
        Assert.That(digest, Has.Length.EqualTo(12));
        File.Delete(store.PathOf(measured.Key));
        store.Write(measured with { Provenance = measured.Provenance with { ZooDigest = "000000000000" } });

        var refused = await CommandLineProgram.Run(suite.Command("run", [.. rows, "individual"]));
        Assert.That(refused.Code, Is.EqualTo(3), refused.Error);
        Assert.That(refused.Error, Does.Contain("digest 000000000000").And.Contain(digest).And.Contain("--out"));
        Assert.That(store.All(), Has.Count.EqualTo(1));
    }

    /// <summary>What looks at no test images runs once; what does runs again on training images, the merge too where it is what adapts.</summary>
    [Test]
    public async Task RunsWhatAdaptsToTestImagesOnTrainingImagesToo()
    {
        using var suite = new TinySuite();
        string[] rows = ["--inductive", "--methods", "weight-averaging,adamerging", "--repairs", "none,surgery-cf", "--set", "adamerging.Iterations=4"];
        var run = await CommandLineProgram.Run(suite.Command("run", rows));
        Assert.That(run.Code, Is.Zero, run.Error);
        var records = new RunStore(suite.Results).All().ToDictionary(record => (record.Key.Method, record.Key.Repair, record.Key.Calibration));
        Assert.That(records.Keys, Is.EquivalentTo(
        [
            ("weight-averaging", "none", null), ("weight-averaging", "surgery-cf", null), ("weight-averaging", "surgery-cf", "train"),
            ("adamerging", "none", null), ("adamerging", "surgery-cf", null), ("adamerging", "none", "train"), ("adamerging", "surgery-cf", (string?)"train"),
        ]));
        foreach (var (key, record) in records.Where(pair => pair.Value.Data != "none"))
            Assert.That(record.Data, Is.EqualTo(key.Calibration is null ? "unlabelled-test" : "unlabelled-train"), $"{key}");
        Assert.That(records[("adamerging", "none", "train")].Losses.SequenceEqual(records[("adamerging", "none", null)].Losses), Is.False, "the merge was not made again");
        Assert.That(System.Text.Encoding.UTF8.GetString(suite.Tables["tiny.vit-mini.csv"]), Does.Contain("average-inductive"));
        Assert.That(System.Text.Encoding.UTF8.GetString(suite.Tables["tiny.vit-mini.long.csv"]), Does.Contain("inductive-accuracy"));
    }
}
