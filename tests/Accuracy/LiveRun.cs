using NUnit.Framework;
using SurgeryBench.Results;
using SurgeryBench.Results.Baselines;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.EndToEnd;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Accuracy;

/// <summary>
/// One seed of mini8 for real. Trains the zoo where the cache does not hold it, some minutes on two cores; after that it takes about two.
/// </summary>
[Category("Accuracy")]
public sealed class LiveRun
{
    [Test]
    public async Task HoldsTheClaimsAndTheBaseline()
    {
        using var folder = new TemporaryFolder();
        await Run(folder, "--methods", "pretrained,individual,mtl,weight-averaging", "--repairs", "none");
        await Run(folder, "--methods", "task-arithmetic", "--repairs", "none,surgery,surgery-v2,surgery-cf");
        var records = new RunStore(folder.Path).All();
        Assert.That(records, Has.Count.EqualTo(8));
        Assert.That(Claims.FaultsOf(records), Is.Empty);

        var baseline = Baseline.Read(RepositoryRoot.At("results", "baselines", "mini8.vit-mini.json"));
        var run = records.Select(record => (record.Key.Method, record.Key.Repair, record.Key.Seed)).ToHashSet();
        var held = baseline with { Rows = [.. baseline.Rows.Where(row => run.Contains((row.Method, row.Repair, row.Seed)))] };
        Assert.That(held.Rows, Has.Length.EqualTo(8));
        Assert.That(held.FaultsOf(records), Is.Empty);
    }

    private static async Task Run(TemporaryFolder folder, params string[] selection)
    {
        var outcome = await CommandLineProgram.Run(["run", "--suite", "mini8", "--seeds", "0", "--out", folder.Path, .. selection]);
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
    }
}
