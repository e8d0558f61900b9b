using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.EndToEnd;

public sealed class AnalyzeTests
{
    private const string Probes = "images,image-kinds,layers,corruptions,pca,t-sne,unseen-tasks,tasks,width";
    private static readonly string[] Brief = ["--methods", "weight-averaging", "--repairs", "surgery,surgery-cf"];

    [Test]
    public async Task SweepsASettingOnceAndDrawsItAgainFromTheRecords()
    {
        using var suite = new TinySuite();
        string[] command = Command(suite, "rank,iterations", "--set", "rank.Values=[2,4]", "--set", "iterations.Values=[1,3]", "--set", "surgery.LearningRate=0.01");
        var first = await CommandLineProgram.Run(command);
        Assert.That(first.Code, Is.Zero, first.Error);
        var folder = Path.Combine(suite.Results, "analyses");
        string[] expected = [.. from name in new[] { "rank", "iterations" } from ending in new[] { "csv", "png", "svg" } select Path.Combine(folder, $"tiny.vit-mini.{name}.{ending}")];
        Assert.That(Directory.GetFiles(folder), Is.EquivalentTo(expected));
        Assert.That(first.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(expected));
        Assert.That(new RunStore(Path.Combine(folder, "rank")).All(), Has.Count.EqualTo(2 + 4), "experts, merge; 2 ranks of 2 repairs");
        Assert.That(new RunStore(Path.Combine(folder, "iterations")).All(), Has.Count.EqualTo(2 + 2 + 1), "experts, merge; 2 numbers of iterations; a closed form");
        Assert.That(Directory.Exists(Path.Combine(suite.Results, "runs")), Is.False, "the tables' records are others");

        var before = expected.ToDictionary(file => file, File.ReadAllBytes);
        var again = await CommandLineProgram.Run(command);
        Assert.That(again.Error, Does.Contain("rank: 0 of 6 runs to do.").And.Contain("iterations: 0 of 5 runs to do."));
        foreach (var file in expected) File.Delete(file);
        Directory.Delete(suite.Cache, recursive: true);
        Assert.That((await CommandLineProgram.Run("report", "--out", suite.Results)).Code, Is.Zero);
        foreach (var (file, bytes) in before) Assert.That(File.ReadAllBytes(file), Is.EqualTo(bytes), $"{file} is another one");
    }

    [Test]
    public async Task ProbesRowsOnceAndDrawsThemAgainFromTheRecords()
    {
        using var suite = new TinySuite();
        string[] command = Command(suite, Probes, "--set", "images.Values=[2,4]", "--set", "surgery.Iterations=3", "--set", "unseen-tasks.Unseen=1", "--set", "width.Values=[32,96]");
        var first = await CommandLineProgram.Run(command);
        Assert.That(first.Code, Is.Zero, first.Error);
        var folder = Path.Combine(suite.Results, "analyses");
        var files = Directory.GetFiles(folder).ToDictionary(file => file, File.ReadAllBytes);
        Assert.That(files.Keys, Is.EquivalentTo(from name in Probes.Split(',') from ending in new[] { "csv", "png", "svg" } select Path.Combine(folder, $"tiny.vit-mini.{name}.{ending}")));
        var records = new ProbeStore(folder).All();
        Assert.That(records.Count(record => record.Key.Analysis == "images"), Is.EqualTo(2 + 4), "experts, merge; 2 numbers of images for 2 repairs");
        Assert.That(records.Count(record => record.Key.Analysis == "tasks"), Is.EqualTo(2 * 4), "2 and 3 tasks");
        Assert.That(SizesOf("tasks"), Is.Ordered.Ascending.And.Unique, "more tasks, more modules");
        Assert.That(SizesOf("width"), Is.Ordered.Ascending.And.Unique, "wider blocks, wider modules");
        var unseen = records.Where(record => record.Key is { Analysis: "unseen-tasks", Row.Method: "weight-averaging" }).Select(record => record.Series.Single(series => series.Name == "gamma")).ToList();
        Assert.That(unseen, Has.Count.EqualTo(3).And.All.EqualTo(unseen[0]), "no repair reaches a task that was left out");
        Assert.That(unseen[0].X, Is.EqualTo(new[] { 1.0 }));

        var again = await CommandLineProgram.Run(command);
        foreach (var name in Probes.Split(',')) Assert.That(again.Error, Does.Contain($"{name}: 0 of "));
        foreach (var file in files.Keys) File.Delete(file);
        Directory.Delete(suite.Cache, recursive: true);
        Assert.That((await CommandLineProgram.Run("report", "--out", suite.Results)).Code, Is.Zero);
        foreach (var (file, bytes) in files) Assert.That(File.ReadAllBytes(file), Is.EqualTo(bytes), $"{file} is another one");

        IEnumerable<double> SizesOf(string analysis) => from record in records
                                                        where record.Key.Analysis == analysis && record.Key.Row.Repair == "surgery-cf"
                                                        let size = record.Series.Single(series => series.Metric == "extra-parameters")
                                                        orderby size.X[0]
                                                        select size.Values[0];
    }

    [Test]
    public async Task RefusesToLeaveFewerThanTwoTasksToMerge()
    {
        using var suite = new TinySuite();
        var outcome = await CommandLineProgram.Run(Command(suite, "rank,unseen-tasks"));
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Usage, "surgerybench: unseen-tasks.Unseen=2 leaves fewer than 2 of the suite's 3 tasks to merge.\n")));
        Assert.That(Directory.Exists(suite.Results) || Directory.Exists(suite.Cache), Is.False, "all is checked before anything runs");
    }

    [Test]
    public async Task DrawsWhatTheTablesHoldWithoutRunningAnything()
    {
        using var suite = new TinySuite();
        Assert.That((await CommandLineProgram.Run(suite.Command("run", ["--methods", "weight-averaging", "--repairs", "none,surgery-cf,react"]))).Code, Is.Zero);
        var outcome = await CommandLineProgram.Run(Command(suite, "pareto,parameters"));
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Done, "parameters: 0 of 0 runs to do.\npareto: 0 of 0 runs to do.\n")));
        var lines = await File.ReadAllLinesAsync(Path.Combine(suite.Results, "analyses", "tiny.vit-mini.parameters.csv"));
        foreach (var run in new RunStore(suite.Results).All().Where(run => run.Key.Repair != "none"))
            Assert.That(lines, Has.Exactly(1).Matches<string>(line => line.Contains($",{run.Key.Repair},", StringComparison.Ordinal) && line.Contains($",{run.ExtraParameters},", StringComparison.Ordinal)));
    }

    [Test]
    public async Task ScoresARepairOnAllTestImagesAsTheSweepDoes()
    {
        using var suite = new TinySuite();
        string[] repair = ["--set", "surgery.Iterations=3", "--set", "surgery.BatchSize=4"];
        Assert.That((await CommandLineProgram.Run(suite.Command("run", [.. Brief, .. repair]))).Code, Is.Zero);
        Assert.That((await CommandLineProgram.Run(Command(suite, "image-kinds", repair))).Code, Is.Zero);
        foreach (var run in new RunStore(suite.Results).All())
        {
            var probe = new ProbeStore(Path.Combine(suite.Results, "analyses")).All().Single(record => record.Key.Row == run.Key && record.Key.Settings.Contains("Test", StringComparison.Ordinal));
            Assert.That(probe.Series.Select(series => (series.Name, series.Values[0])), Is.EqualTo(run.Scores.Select(score => (score.Task, score.Accuracy))), run.Key.Repair);
        }
    }

    [Test]
    public async Task MeasuresTheBiasByLayerThatRecordsOfRunsHold()
    {
        using var suite = new TinySuite();
        string[] repair = ["--set", "surgery.Iterations=3"];
        Assert.That((await CommandLineProgram.Run(suite.Command("run", [.. Brief, .. repair]))).Code, Is.Zero);
        Assert.That((await CommandLineProgram.Run(Command(suite, "layers", repair))).Code, Is.Zero);
        foreach (var run in new RunStore(suite.Results).All())
        {
            var probe = new ProbeStore(Path.Combine(suite.Results, "analyses")).All().Single(record => record.Key.Row == run.Key);
            foreach (var bias in run.Bias)
                Assert.That(probe.Series.Single(series => series.Name == bias.Task && series.Metric == "representation-bias").Values, Is.EqualTo(bias.Levels).Within(1e-5), run.Key.Repair);
        }
    }

    [Test]
    public async Task CleansUpRecordsOfOutdatedZoosToo()
    {
        using TemporaryFolder folder = new(), cache = new();
        RunStore runs = new(folder.Path), ranks = new(Path.Combine(folder.Path, "analyses", "rank"));
        var probes = new ProbeStore(Path.Combine(folder.Path, "analyses"));
        var old = Samples.Record;
        var current = old with { Key = old.Key with { Zoo = "fedcba9876" }, Provenance = old.Provenance with { StartedAt = old.Provenance.StartedAt.AddDays(1) } };
        runs.Write(current);
        foreach (var record in new[] { old, current })
        {
            ranks.Write(record);
            probes.Write(new ProbeRecord { Key = new ProbeKey { Analysis = "layers", Row = record.Key }, Series = [new("digits", "linear-cka", [1], [1])], Provenance = record.Provenance });
        }
        var outcome = await CommandLineProgram.Run("clean", "--out", folder.Path, "--cache", cache.Path);
        Assert.That((outcome.Code, outcome.Output.Contains("2 outdated records", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Done, true)), outcome.Output);
        Assert.That((runs.All().Single().Key, ranks.All().Single().Key, probes.All().Single().Key.Row), Is.EqualTo((current.Key, current.Key, current.Key)));
    }

    [TestCase("no-such,rank", "There is no analysis 'no-such'; there are rank, ")]
    [TestCase(",", "No analysis is named.")]
    public async Task NamesWhatThereIsInPlaceOfAnUnknownAnalysis(string names, string message)
    {
        var outcome = await CommandLineProgram.Run("analyze", names);
        Assert.That((outcome.Code, outcome.Error.Contains(message, StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), outcome.Error);
    }

    [TestCase("rank.Values=[0]", "rank.Values=[0] is no valid setting")]
    [TestCase("rank.Values=[]", "rank.Values=[] is no valid setting")]
    [TestCase("rank.Value=[4]", "'rank' has no setting 'Value'")]
    [TestCase("loss.Values=[4]", "--set changes 'loss', which is not among the selected")]
    public async Task RefusesASettingThatDoesNotExist(string setting, string message)
    {
        var outcome = await CommandLineProgram.Run("analyze", "rank", "--set", setting);
        Assert.That((outcome.Code, outcome.Error.Contains(message, StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), outcome.Error);
    }

    private static string[] Command(TinySuite suite, string names, params string[] more)
    {
        var command = suite.Command("analyze", [.. Brief, .. more]);
        return [command[0], names, .. command[1..]];
    }
}
