using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Results;
using SurgeryBench.Results.Baselines;

namespace SurgeryBench.Tests.Results;

public sealed class BaselineTests
{
    private static readonly RunRecord Other = Samples.Record with { Key = Samples.Key with { Method = "ties", Repair = RunKey.NoRepair } };

    [Test]
    public void FindsNoFaultInTheRunsItWasMadeOf() =>
        Assert.That(Baseline.Of([Samples.Record, Other], 0).FaultsOf([Other, Samples.Record]), Is.Empty);

    [Test]
    public void GivesBackWhatWasWritten()
    {
        using var folder = new TemporaryFolder();
        var (baseline, path) = (Baseline.Of([Samples.Record, Other], 0.01), Baseline.PathOf(folder.Path, Samples.Key.Group));
        baseline.Write(path);
        Assert.That(path, Does.EndWith(Path.Combine("baselines", "mini8.vit-mini.json")));
        Assert.That(Baseline.Read(path).Rows, Is.EqualTo(baseline.Rows));
        Assert.That(Baseline.Read(path).FaultsOf([Samples.Record, Other]), Is.Empty);
    }

    // One image of 40 on one of two tasks moves the average by 1.25 points.
    [TestCase(0.0125, 0)]
    [TestCase(0.0124, 1)]
    public void AllowsTheToleranceAndNoMore(double tolerance, int faults)
    {
        var moved = Samples.Record with { Scores = [new("digits", 29, 40), new("signs", 25, 50)] };
        Assert.That(Baseline.Of([Samples.Record], tolerance).FaultsOf([moved]), Has.Count.EqualTo(faults));
    }

    [Test]
    public void SaysInOneSentenceWhatMoved()
    {
        var moved = Samples.Record with { Scores = [new("digits", 20, 40), new("signs", 25, 50)] };
        Assert.That(Baseline.Of([Samples.Record, Other], 0.01).FaultsOf([moved]), Is.EqualTo(
        [
            "mini8.vit-mini: task-arithmetic + surgery-v2, seed 0 has an average accuracy of 50.00%; expected 62.50% within 1.00.",
            "mini8.vit-mini: ties, seed 0 has no run; its average accuracy should be 62.50%.",
        ]));
    }

    [Test]
    public void LeavesNewRowsAndOtherSuitesAside()
    {
        var elsewhere = Samples.Record with { Key = Samples.Key with { Suite = "real8" }, Scores = [new("digits", 0, 1)] };
        Assert.That(Baseline.Of([Samples.Record], 0).FaultsOf([Samples.Record, Other, elsewhere]), Is.Empty);
    }

    [Test]
    public void RefusesRunsThatDoNotBelongTogether()
    {
        var rescaled = Samples.Record with { Key = Samples.Key with { MethodSettings = """{"Scale":0.4}""" } };
        Assert.That(() => Baseline.Of([Samples.Record, rescaled], 0), Throws.InstanceOf<BadInputException>().With.Message.Contains("settings"));
        Assert.That(() => Baseline.Of([], 0), Throws.InstanceOf<BadInputException>());
    }

    [TestCase("{")]
    [TestCase("null")]
    [TestCase("""{"suite":"mini8","backbone":"vit-mini","benchmarkVersion":"1.0","rows":[null]}""")]
    [TestCase("""{"suite":"../mini8","backbone":"vit-mini","benchmarkVersion":"1.0","rows":[]}""")]
    [TestCase("""{"suite":"mini8","backbone":"vit-mini","benchmarkVersion":"1.0","rows":[{"method":"ties","repair":"none","seed":0,"average":62.5,"tolerance":0}]}""")]
    public void NamesADamagedFile(string text)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "baseline.json");
        File.WriteAllText(path, text);
        Assert.That(() => Baseline.Read(path), Throws.InstanceOf<BadInputException>().With.Message.Contains(path));
    }
}
