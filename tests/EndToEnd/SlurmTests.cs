using NUnit.Framework;
using SurgeryBench.Accuracy.Slurm;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>Sweeps on a real Slurm, which <c>eng/slurm/test</c> installs and starts.</summary>
[Platform("Linux")]
public sealed class SlurmTests
{
    private static readonly string[] Rows =
    [
        "--suite", "mini8", "--methods", "pretrained,individual,weight-averaging,task-arithmetic,ties,iso-c",
        "--repairs", "none,surgery,surgery-v2", "--set", "surgery.Iterations=20", "--set", "surgery-v2.Iterations=20",
    ];

    /// <summary>One task is pre-empted in the midst of its work, another runs out of time.</summary>
    [Test]
    public async Task AnArrayOfFourTasksEndsWithTheTablesOfOneProcess()
    {
        using TemporaryFolder alone = new(), shared = new();
        await Done(["run", "--quiet", "--out", alone.Path, .. Rows]);
        using var cluster = new SlurmCluster();
        var output = await Done(["submit", "--array", "4", "--partition", "cpu", "--out", shared.Path, .. Rows]);
        var job = SlurmJob.All(shared.Path).Single();
        Assert.That(output, Does.Contain($"Submitted batch job {job.Id}, 4 tasks, and {job.ReportId}"));

        await SlurmCluster.Until(() => Works(job, shared.Path, 2), "the third task works");
        Assert.That(SlurmCluster.Call("scontrol", "requeue", $"{job.Id}_2"), Is.EqualTo((0, "")));
        await SlurmCluster.Until(() => Works(job, shared.Path, 3), "the fourth task works");
        Assert.That(SlurmCluster.Call("scancel", "--batch", "--signal=USR1", $"{job.Id}_3"), Is.EqualTo((0, "")));
        foreach (var task in new[] { 2, 3 }) await SlurmCluster.StartAgain($"{job.Id}_{task}");

        await SlurmCluster.Until(() => SlurmCluster.Queue($"{job.Id},{job.ReportId}").Length == 0, "both jobs have ended");
        Assert.That((SlurmCluster.Restarts($"{job.Id}_2"), SlurmCluster.Restarts($"{job.Id}_3")), Is.EqualTo((1, 1)));
        Assert.That(await Done("status", "--out", shared.Path), Does.Contain($"Job {job.Id}: 14 of 14 runs are done, 0 of 4 tasks are in the queue."));
        await Done("compare", alone.Path, shared.Path);
        Assert.That(await Tables(shared.Path), Is.EqualTo(await Tables(alone.Path)));
    }

    // It says so when it can be told to stop.
    private static bool Works(SlurmJob job, string results, int task) => File.Exists(job.LogOf(results, task)) && new FileInfo(job.LogOf(results, task)).Length > 0;

    // The first may have to train the zoo.
    private static Task<string> Done(params string[] args) => CommandLineProgram.Done(TimeSpan.FromMinutes(20), args);

    // The job that ran after the array wrote tables too, with seconds.
    private static async Task<Dictionary<string, byte[]>> Tables(string results)
    {
        Assert.That(Directory.GetFiles(Path.Combine(results, "tables"), "*.long.csv"), Has.Length.EqualTo(1));
        await Done("report", "--untimed", "--out", results);
        return Directory.GetFiles(Path.Combine(results, "tables")).Append(Path.Combine(results, "report", "index.html")).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
    }
}
