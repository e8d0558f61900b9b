using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Methods;
using SurgeryBench.Results;
using SurgeryBench.Results.Baselines;
using SurgeryBench.Results.Selection;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.EndToEnd;

public sealed class VerbTests
{
    [TestCase("methods", "task-arithmetic")]
    [TestCase("repairs", "surgery-v2")]
    [TestCase("suites", "mini8")]
    [TestCase("backbones", "vit-b-32")]
    [TestCase("metrics", "normalised-accuracy")]
    [TestCase("analyses", "rank")]
    public async Task ListsAsCsv(string what, string entry)
    {
        var outcome = await CommandLineProgram.Run("list", what, "--format", "csv");
        Assert.That(outcome.Code, Is.Zero);
        Assert.That(outcome.Output.Split('\n').Skip(1).Select(line => line.Split(',')[0]), Does.Contain(entry));
    }

    [Test]
    public async Task ListsEveryMethodInTheOrderOfTheTables()
    {
        var outcome = await CommandLineProgram.Run("list", "methods", "--format", "csv");
        var names = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0]);
        Assert.That(names, Is.EqualTo(MethodCatalog.All.Select(method => method.Name)));
    }

    [Test]
    public async Task PlansWithoutWritingAnything()
    {
        using var suite = new TinySuite();
        var outcome = await CommandLineProgram.Run(suite.Command("plan", "--methods", "ties"));
        Assert.That(outcome.Code, Is.Zero);
        Assert.That(outcome.Output, Does.Contain($"0 of {1 + RepairCatalog.All.Length} runs are done").And.Contain("has to be trained first"));
        Assert.That(Directory.Exists(suite.Results) || Directory.Exists(suite.Cache), Is.False);
    }

    [Test]
    public async Task ChoosesSettingsOnValidationImagesOnce()
    {
        using var suite = new TinySuite();
        string[] command = suite.Command("select", "--methods", "task-arithmetic,weight-averaging", "--set", "task-arithmetic.Scale=0.25");
        var outcome = await CommandLineProgram.Run(command);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var record = new SelectionStore(suite.Results).All().Single();
        Assert.That(record.Candidates.Select(candidate => candidate.Settings), Is.SupersetOf(new[] { """{"Scale":0.25}""", """{"Scale":1}""" }).And.Exactly(11).Items);
        Assert.That(record.Validation(record.Selected.Settings)!.AverageAccuracy, Is.EqualTo(record.Candidates.Max(candidate => candidate.AverageAccuracy)));
        Assert.That((await CommandLineProgram.Run(suite.Command("run", "--methods", "task-arithmetic", "--repairs", "none", "--set", "task-arithmetic.Scale=0.25"))).Code, Is.Zero);
        Assert.That(record.Default.Scores, Is.EqualTo(new RunStore(suite.Results).All().Single().Scores), "not the test images");
        Assert.That(suite.Tables.Keys, Does.Contain("tiny.vit-mini.selected.md"));
        var again = await CommandLineProgram.Run(command);
        Assert.That(again.Error, Does.Contain("0 choices made."));
        var none = await CommandLineProgram.Run(suite.Command("select", "--methods", "weight-averaging"));
        Assert.That((none.Code, none.Error), Is.EqualTo((ExitCode.Usage, "surgerybench: None of the selected methods has settings to choose.\n")));
    }

    [Test]
    public async Task KeepsRunsInCoarserArithmeticInTablesOfTheirOwn()
    {
        using var suite = new TinySuite();
        var outcome = await CommandLineProgram.Run(suite.Command("run", "--methods", "task-arithmetic", "--repairs", "surgery-v2", "--set", "surgery-v2.Iterations=2", "--precision", "bf16"));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(suite.Tables.Keys, Does.Contain("tiny.vit-mini.bf16.csv").And.Not.Contain("tiny.vit-mini.csv"));
        var refused = await CommandLineProgram.Run(suite.Command("run", "--precision", "tf32"));
        Assert.That((refused.Code, refused.Error), Is.EqualTo((ExitCode.Usage, "surgerybench: --precision tf32 rounds on NVIDIA GPUs alone; --device is cpu.\n")));
    }

    [Test]
    public async Task ExportsATrainedZoosMergeThatScoresTheSame()
    {
        using var suite = new TinySuite();
        string[] row = ["--methods", "magmax", "--repairs", "surgery-v2", "--set", "surgery-v2.Iterations=2"];
        Assert.That((await CommandLineProgram.Run(suite.Command("run", row))).Code, Is.Zero);
        var folder = Path.Combine(suite.Cache, "exported");
        Assert.That((await CommandLineProgram.Run(Merge(folder, row))).Code, Is.Zero);
        var scored = await CommandLineProgram.Run(suite.Command("evaluate", folder, "--format", "csv"));
        var record = new RunStore(suite.Results).All().Single();
        foreach (var score in record.Scores) Assert.That(scored.Output, Does.Contain($"{score.Task},{score.Correct},{score.Total},"), scored.Error);
        var two = await CommandLineProgram.Run(Merge(folder + "2", "--methods", "ties,magmax"));
        Assert.That((two.Code, two.Error.Contains("names 2 models", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), two.Error);
        var many = await CommandLineProgram.Run(Merge(folder + "3", "--methods", "individual"));
        Assert.That((many.Code, Directory.Exists(folder + "3")), Is.EqualTo((ExitCode.BadInput, false)), many.Error);

        string[] Merge(string to, params string[] more)
        {
            var command = suite.Command("merge", more);
            command[Array.IndexOf(command, "--out") + 1] = to;
            return command;
        }
    }

    [Test]
    public async Task InspectsAPyTorchFileWithItsAttributes()
    {
        var outcome = await CommandLineProgram.Run("inspect", RepositoryRoot.At("tests", "Fixtures", "pt_files", "head_zip.pt"));
        Assert.That(outcome.Output, Does.Contain("weight").And.Contain("Float32").And.Contain("6 x 12").And.Contain("normalize: True").And.Contain("2 tensors, 78 values, 312 bytes."));
    }

    [TestCase("evil_os_system.pkl", "would call os.system")]
    [TestCase("html_page.pt", "HTML page")]
    public async Task RefusesToInspectWhatIsNoCheckpoint(string file, string what)
    {
        var outcome = await CommandLineProgram.Run("inspect", RepositoryRoot.At("tests", "Fixtures", "pt_files", "hostile", file));
        Assert.That((outcome.Code, outcome.Error.Contains(what, StringComparison.Ordinal)), Is.EqualTo((ExitCode.BadInput, true)), outcome.Error);
    }

    [Test]
    public async Task InspectsRecordsAndCheckpointsHoldsToABaselineAndCleansUp()
    {
        using var suite = new TinySuite();
        Assert.That((await CommandLineProgram.Run(suite.Command("run", "--methods", "weight-averaging", "--repairs", "none"))).Code, Is.Zero);
        var record = Directory.GetFiles(Path.Combine(suite.Results, "runs"), "*.json", SearchOption.AllDirectories).Single();
        Assert.That((await CommandLineProgram.Run("inspect", record)).Output, Does.Contain("weight-averaging").And.Contain("tiny, vit-mini").And.Match("peak [0-9,]+ MiB"));
        var checkpoint = Directory.GetFiles(suite.Cache, "base.safetensors", SearchOption.AllDirectories).Single();
        Assert.That((await CommandLineProgram.Run("inspect", checkpoint)).Output, Does.Contain("80 tensors"));

        Assert.That((await CommandLineProgram.Run("baseline", "--out", suite.Results)).Code, Is.Zero);
        Assert.That((await CommandLineProgram.Run("baseline", "--check", "--out", suite.Results)).Code, Is.Zero);
        var path = Path.Combine(suite.Results, "baselines", "tiny.vit-mini.json");
        var baseline = Baseline.Read(path);
        (baseline with { Rows = [.. baseline.Rows.Select(row => row with { Average = 0.001 })] }).Write(path);
        var moved = await CommandLineProgram.Run("baseline", "--check", "--out", suite.Results);
        Assert.That((moved.Code, moved.Error.Contains("weight-averaging", StringComparison.Ordinal)), Is.EqualTo((4, true)), moved.Error);

        Assert.That((await CommandLineProgram.Run("clean", "--out", suite.Results, "--cache", suite.Cache)).Code, Is.Zero);
        Assert.That(File.Exists(checkpoint), Is.False);
        Assert.That(File.Exists(record), "records of the zoo in force are kept");
    }

    [Test]
    public async Task LeavesRowsOfSeveralSettingsOutOfABaselineAndSaysSo()
    {
        using var suite = new TinySuite();
        Assert.That((await CommandLineProgram.Run(suite.Command("run", "--methods", "ties,task-arithmetic", "--repairs", "none"))).Code, Is.Zero);
        Assert.That((await CommandLineProgram.Run(suite.Command("run", "--methods", "ties", "--set", "ties.Density=0.5", "--repairs", "none"))).Code, Is.Zero);
        var outcome = await CommandLineProgram.Run("baseline", "--out", suite.Results);
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Done, "surgerybench: ties + none, seed 0 has 2 runs that differ in settings or zoo; the baseline leaves it out.\n")));
        var written = await File.ReadAllTextAsync(Path.Combine(suite.Results, "baselines", "tiny.vit-mini.json"));
        Assert.That(written, Does.Contain("task-arithmetic").And.Not.Contains("ties"));
        Assert.That((await CommandLineProgram.Run("baseline", "--check", "--out", suite.Results)).Code, Is.Zero);
    }

    [Test]
    public async Task ExplainsItselfWithExamples() =>
        Assert.That((await CommandLineProgram.Run("--help")).Output, Does.Contain("Examples:").And.Contain("Exit status:"));
}
