using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Results;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>Equal seeds give equal bits: done again, with another number of threads, and by whichever verb.</summary>
public sealed class DeterminismTests
{
    private static readonly string[] Rows = ["--methods", "individual,task-arithmetic,adamerging,regmean,emr,smile", "--repairs", "none,surgery,surgery-v2,surgery-cf", "--set", "adamerging.Iterations=4", "--set", "surgery.Iterations=4", "--set", "surgery-v2.Iterations=4"];

    /// <summary>The number of threads moves no image: the bound that is promised for processors is none at all.</summary>
    [Test]
    public async Task GivesTheSameTablesDoneAgainAndOnOneThread()
    {
        using TinySuite two = new(), again = new(), one = new() { Threads = 1 };
        foreach (var suite in new[] { two, again, one }) await Done(suite.Command("run", Rows));
        var (tables, page) = await Untimed(two);
        foreach (var other in new[] { again, one })
        {
            var compared = await CommandLineProgram.Run("compare", two.Results, other.Results);
            Assert.That((compared.Code, compared.Error), Is.EqualTo((ExitCode.Done, "21 runs are in both folders: 21 the same in every bit, 0 not, 0 further apart than allowed.\n")), compared.Output);
            var same = await Untimed(other);
            Assert.That(same.Tables, Is.EqualTo(tables));
            Assert.That(same.Page, Is.EqualTo(page));
        }
        Assert.That(new RunStore(two.Results).All().Where(record => record.Key.Repair == "surgery-v2").SelectMany(record => record.Losses), Is.Not.Empty);
    }

    /// <summary>Models in the cache do not depend on the verb that trained them, each in a process of its own, as a person calls it.</summary>
    [Test]
    public async Task TrainsTheSameModelsWhicheverVerbComesFirst()
    {
        using TinySuite merged = new(), run = new();
        string[] rows = ["--methods", "weight-averaging", "--repairs", "none"];
        await Done(merged.Command("merge", rows));
        await Done(run.Command("run", rows));
        Assert.That(merged.Models, Is.EqualTo(run.Models));
        Assert.That(run.Models, Has.Count.GreaterThan(TinySuite.Tasks.Length));
    }

    [Test]
    public async Task SaysWhichRunsDiffer()
    {
        using TinySuite suite = new(), other = new();
        string[] rows = ["--repairs", "none", "--methods"];
        Assert.That((await CommandLineProgram.Run(suite.Command("run", [.. rows, "individual,weight-averaging"]))).Code, Is.Zero);
        var (store, changed) = (new RunStore(suite.Results), new RunStore(other.Results));
        foreach (var record in store.All().Where(record => record.Key.Method == "individual")) changed.Write(record with { Scores = [.. record.Scores.Select(score => new TaskScore(score.Task, Math.Max(0, score.Correct - 2), score.Total))] });

        var compared = await CommandLineProgram.Run("compare", suite.Results, other.Results, "--format", "csv");
        Assert.That((compared.Code, compared.Output), Is.EqualTo((ExitCode.RunFailed, "run,\"images apart, most on a task\"\n\"tiny.vit-mini: individual + none, seed 0\",2\n")));
        Assert.That(compared.Error, Is.EqualTo($"1 runs are in both folders: 0 the same in every bit, 1 not, 1 further apart than allowed.\n1 are in '{suite.Results}' alone.\n"));
        Assert.That((await CommandLineProgram.Run("compare", other.Results, other.Results)).Code, Is.Zero);
        Assert.That((await CommandLineProgram.Run("compare", suite.Results, suite.Cache)).Error, Does.Contain($"There are no records under '{suite.Cache}"));
        Assert.That((await CommandLineProgram.Run("compare", suite.Results, other.Results, "--images", "-1")).Code, Is.EqualTo(ExitCode.Usage));
    }

    private static Task<string> Done(string[] args) => CommandLineProgram.Done(CommandLineProgram.Patience, [.. args, "--quiet"]);

    private static async Task<(Dictionary<string, byte[]> Tables, byte[] Page)> Untimed(TinySuite suite)
    {
        Assert.That((await CommandLineProgram.Run("report", "--untimed", "--out", suite.Results)).Code, Is.Zero);
        return (suite.Tables, await File.ReadAllBytesAsync(suite.Page));
    }
}
