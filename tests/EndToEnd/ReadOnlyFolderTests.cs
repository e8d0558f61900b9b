using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>
/// Folders that cannot be written to: one line that names the file, exit status 4, and no waiting for a lock that nobody holds. By a file system
/// that is read-only and by permissions.
/// </summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class ReadOnlyFolderTests(bool mounted)
{
    private static readonly string[] Row = ["--methods", "weight-averaging", "--repairs", "none"];
    private static readonly string[] Other = ["--methods", "task-arithmetic", "--repairs", "none"];
    private readonly TinySuite suite = new();
    private readonly SmallDisk disk = SmallDisk.Of(64 << 10, 64 << 10, mounted);

    private string Results => Path.Combine(disk.Path, "results");

    private string Cache => Path.Combine(disk.Path, "cache");

    [OneTimeSetUp]
    public async Task Sweep()
    {
        disk.MakeRoom();
        var outcome = await disk.Run(suite.CommandAt(Results, Cache, "run", Row));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        // What a killed process leaves, and nobody can delete.
        await File.WriteAllTextAsync(disk.FilesIn("results/runs").Single().Replace("weight-averaging", "task-arithmetic", StringComparison.Ordinal) + ".claim.draft", "");
        disk.MakeReadOnly();
    }

    [OneTimeTearDown]
    public void Free()
    {
        disk.MakeWritable();
        disk.Dispose();
        suite.Dispose();
    }

    [Test]
    public async Task ResultsThatNewRunsGoTo() => Refused(await disk.Run(suite.CommandAt(Results, Cache, "run", Other)));

    [Test]
    public async Task ResultsThatTablesGoTo() => Refused(await disk.Run("report", "--out", Results));

    [Test]
    public async Task ResultsThatAnAnalysisGoesTo() => Refused(await disk.Run(suite.CommandAt(Results, suite.Cache, "analyze", "layers", "--repairs", "procrustes")));

    [Test]
    public async Task ResultsThatABaselineGoesTo() => Refused(await disk.Run("baseline", "--out", Results));

    [Test]
    public async Task ACacheThatHoldsTheWholeZoo()
    {
        using var results = new TemporaryFolder();
        Refused(await disk.Run(suite.CommandAt(results.Path, Cache, "run", Other)));
        Assert.That(results.Files, Is.Empty);
    }

    [Test]
    public async Task WhatNeedsOnlyReadingIsRead()
    {
        var outcome = await disk.Run(suite.CommandAt(Results, Cache, "plan", Row));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        Assert.That(outcome.Output, Does.Contain("1 of 1 runs are done"));
    }

    private void Refused(CommandLineProgram.Outcome outcome)
    {
        Assert.That((outcome.Code, outcome.Faults.Length), Is.EqualTo((ExitCode.RunFailed, 1)), outcome.Error);
        Assert.That(outcome.Faults[0], Does.StartWith($"surgerybench: '{disk.Path}/").And.Contain("cannot be written: ").And.EndsWith("the same command goes on from here."));
        if (disk.IsMounted) Assert.That(outcome.Faults[0], Does.Contain("its file system is read-only"));
        Assert.That(outcome.Error, Does.Not.Contain("   at "));
    }
}
