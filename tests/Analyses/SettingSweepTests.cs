using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Accuracy.Analyses;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Analyses;

public sealed class SettingSweepTests
{
    private static readonly RunRecord Merge = Samples.Record with { Key = Samples.Key with { Repair = RunKey.NoRepair, RepairSettings = RunKey.NoSettings } };

    [Test]
    public void DrawsACurveOfEveryRepairWithTheMergeAsALevel()
    {
        var panel = Draw(new RankSweep(), Merge, Rank(4, correct: 10), Rank(16, correct: 30)).Panels[0];
        Assert.That(panel.Curves.Select(curve => (curve.Name, curve.Form)), Is.EqualTo(new[] { ("no repair", CurveForm.Level), ("surgery-v2", CurveForm.Line) }));
        Assert.That(panel.Curves[1].Points, Is.EqualTo(new[] { (4.0, 0.375), (16.0, 0.625) }), "means over tasks");
        Assert.That(panel.Curves[0].Points[0].Y, Is.EqualTo(0.625));
    }

    [Test]
    public void DrawsAccuracyByWhatARankStoresBeside()
    {
        RunRecord[] runs = [Rank(4, 10) with { ExtraParameters = 900 }, Rank(16, 30) with { ExtraParameters = 3000 }];
        var beside = Draw(new RankSweep(), runs).Panels[1];
        Assert.That(beside.Curves.Single().Points, Is.EqualTo(new[] { (900.0, 0.375), (3000.0, 0.625) }));
    }

    [Test]
    public void AveragesSeeds()
    {
        var other = Rank(4, correct: 30);
        var panel = Draw(new RankSweep(), Rank(4, correct: 10), other with { Key = other.Key with { Seed = 1 } }, Rank(16, correct: 30)).Panels[0];
        Assert.That(panel.Curves.Single().Points[0], Is.EqualTo((4.0, 0.5)));
    }

    [Test]
    public void KeepsRowsThatDifferInAnotherSettingApart()
    {
        RunRecord[] runs = [Rank(4, 10, iterations: 5), Rank(8, 10, iterations: 5), Rank(4, 10, iterations: 9), Rank(8, 10, iterations: 9)];
        Assert.That(Draw(new RankSweep(), runs).Panels[0].Curves.Select(curve => curve.Name), Is.EqualTo(new[] { "surgery-v2 (Iterations=5)", "surgery-v2 (Iterations=9)" }));
    }

    [Test]
    public void ShowsNothingOfASettingThatTookOneValue()
    {
        RunRecord[] runs = [Rank(4, 10, iterations: 5), Rank(8, 10, iterations: 5)];
        Assert.That(new IterationsSweep().Points(Of(new IterationsSweep(), runs)), Is.Empty);
        Assert.That(new RankSweep().Points(Of(new RankSweep(), runs)), Is.Not.Empty);
        Assert.That(new RankSweep().Points(Of(new IterationsSweep(), runs)), Is.Empty, "they are another's");
    }

    [Test]
    public void LeavesThePublishedRankThatIsNoNumberOut()
    {
        var published = Samples.Record with { Key = Samples.Key with { RepairSettings = """{"Rank":null,"Iterations":5}""" } };
        Assert.That(Draw(new RankSweep(), published, Rank(4, 10), Rank(8, 10)).Panels[0].Curves.Single().Points.Select(point => point.X), Is.EqualTo(new[] { 4.0, 8.0 }));
    }

    [Test]
    public void DrawsAccuracyAgainstSecondsWithClosedFormsAsPoints()
    {
        var closed = Samples.Record with { Key = Samples.Key with { Repair = "react", RepairSettings = """{"Pull":0.1}""" }, Phases = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.Zero) };
        var panel = Draw(new IterationsSweep(), closed, Rank(4, 10, iterations: 5, seconds: 7), Rank(4, 20, iterations: 10, seconds: 19)).Panels.Single();
        Assert.That(panel.Curves.Select(curve => (curve.Name, curve.Points.Length)), Is.EquivalentTo(new[] { ("react", 1), ("surgery-v2", 2) }));
        Assert.That(panel.Curves.Single(curve => curve.Name == "surgery-v2").Points, Is.EqualTo(new[] { (8.0, 0.375), (20.0, 0.5) }), "merging takes a second");
        Assert.That(panel.Curves.Single(curve => curve.Name == "react").Points, Is.EqualTo(new[] { (3.0, 0.625) }));
    }

    [Test]
    public void PutsLossesInTheOrderInWhichTheyAreDeclared()
    {
        var runs = new[] { "NegativeCosine", "L1" }.Select(loss => Samples.Record with { Key = Samples.Key with { RepairSettings = $$"""{"Loss":"{{loss}}","Rank":4}""" } });
        var panel = Draw(new LossSweep(), [.. runs]).Panels.Single();
        Assert.That(panel.X.Kinds, Is.EqualTo(new[] { "L1", "L2", "SmoothL1", "NegativeCosine" }));
        Assert.That(panel.Curves.Single().Points.Select(point => point.X), Is.EqualTo(new[] { 0.0, 3.0 }));
    }

    // Correct answers on the first of two tasks of 40 images; the other has half of them.
    private static RunRecord Rank(int rank, int correct, int iterations = 5, double seconds = 1) => Samples.Record with
    {
        Key = Samples.Key with { RepairSettings = $$"""{"Rank":{{rank}},"Iterations":{{iterations}}}""" },
        Scores = [new("digits", correct, 40), new("signs", 25, 50)],
        Phases = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(seconds), TimeSpan.Zero),
    };

    private static AnalysisRecords Of(IAnalysis analysis, params RunRecord[] sweeps) =>
        new(Samples.Key.Group, [], ImmutableDictionary<string, ImmutableArray<RunRecord>>.Empty.Add(analysis.Name, [.. sweeps]), []);

    private static Chart Draw(IAnalysis analysis, params RunRecord[] sweeps) => analysis.Draw(AnalysisRow.Of(analysis.Points(Of(analysis, sweeps))), "mini8, vit-mini")!;
}
