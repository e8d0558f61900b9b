using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Accuracy.Slurm;
using SurgeryBench.Results;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>What <c>submit</c> and <c>status</c> say without a Slurm.</summary>
public sealed class SubmitTests
{
    [Test]
    public async Task ShowsThePartsAndWhatSbatchWouldBeGiven()
    {
        using var suite = new TinySuite();
        var outcome = await CommandLineProgram.Run(suite.Command("submit", "--methods", "ties,adamerging", "--repairs", "none", "--set", "ties.Density=0.1", "--array", "3", "--cpus", "4", "--partition", "long", "--time", "2:00:00", "--sbatch=--mem=8G", "--dry-run"));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Output, Does.Contain("sbatch --parsable --array=0-1 ").And.Contain("--cpus-per-task=4 --partition=long --time=2:00:00 --mem=8G"), "two methods make two parts");
        Assert.That(outcome.Output, Does.Contain("sweep.sbatch 2 ").And.Contain(" run --quiet ").And.Contain("--methods ties,adamerging").And.Contain("--set ties.Density=0.1").And.EndsWith("--threads 4\n"));
        Assert.That(outcome.Output, Does.Not.Contain("--array 3").And.Not.Contain("--dry-run").And.Not.Contain("--training-share 0.004 --training-share"));
        Assert.That(Directory.Exists(suite.Results), Is.False, "something was written");
    }

    [TestCase("--array is 0", "--array", "0")]
    [TestCase("--cpus is -1", "--array", "2", "--cpus", "-1")]
    [TestCase("--gpus is 2", "--array", "2", "--gpus", "2", "--device", "cuda")]
    [TestCase("--gpus is 1 and --device 'cpu'", "--array", "2", "--gpus", "1")]
    [TestCase("--gpus is 0 and --device 'cuda'", "--array", "2", "--device", "cuda")]
    [TestCase("--shard names one part", "--array", "2", "--shard", "0/2")]
    [TestCase("--array")]
    public async Task RefusesWhatDoesNotGoTogether(string what, params string[] options)
    {
        var outcome = await CommandLineProgram.Run(["submit", "--dry-run", .. options]);
        Assert.That((outcome.Code, outcome.Error.Contains(what, StringComparison.Ordinal)), Is.EqualTo((ExitCode.Usage, true)), outcome.Error);
    }

    [Test]
    public async Task SubmitsNothingWhereAllIsDone()
    {
        using var suite = new TinySuite();
        string[] rows = ["--methods", "pretrained", "--repairs", "none"];
        Assert.That((await CommandLineProgram.Run(suite.Command("run", rows))).Code, Is.Zero);
        var outcome = await CommandLineProgram.Run(suite.Command("submit", ["--array", "2", .. rows]));
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.Done, "All 1 runs are done; 'surgerybench report' writes the tables.\n")));
    }

    [Test]
    public async Task SaysThatNothingWasSubmitted()
    {
        using var suite = new TinySuite();
        var outcome = await CommandLineProgram.Run("status", "--out", suite.Results);
        Assert.That((outcome.Code, outcome.Error), Is.EqualTo((ExitCode.BadInput, $"surgerybench: Nothing was submitted for '{suite.Results}'; 'surgerybench submit' hands a sweep to Slurm.\n")));
    }

    [TestCase("{")]
    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("""{"Id":"1","ReportId":"2","Arguments":[],"Records":[]}""")]
    [TestCase("""{"Id":"1","ReportId":"2","Arguments":[],"Records":[[null]]}""")]
    [TestCase("""{"Id":null,"ReportId":"2","Arguments":[],"Records":[[]]}""")]
    public async Task NamesAFileThatIsNoJob(string text)
    {
        using var suite = new TinySuite();
        var path = Path.Combine(SlurmJob.FolderOf(suite.Results), "7.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
        var outcome = await CommandLineProgram.Run("status", "--out", suite.Results);
        Assert.That((outcome.Code, outcome.Error.Contains($"'{path}' is", StringComparison.Ordinal)), Is.EqualTo((ExitCode.BadInput, true)), outcome.Error);
    }

    [Test]
    public void TakesTheNewestJobByItsNumberAndCountsItsRecords()
    {
        using var suite = new TinySuite();
        Directory.CreateDirectory(suite.Results);
        File.WriteAllText(Path.Combine(suite.Results, "there.json"), "");
        foreach (var id in new[] { "9", "10" }) new SlurmJob { Id = id, ReportId = "11", Arguments = ["run"], Records = [["there.json", "missing.json"], ["missing.json"]] }.Write(suite.Results);
        var newest = SlurmJob.All(suite.Results)[^1];
        Assert.That((newest.Id, newest.Done(suite.Results, 0), newest.Done(suite.Results, 1)), Is.EqualTo(("10", 1, 0)));
        Assert.That(newest.LogOf(suite.Results, 1), Does.EndWith(Path.Combine("slurm", "10_1.log")));
    }
}
