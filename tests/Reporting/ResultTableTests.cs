using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Reporting;
using SurgeryBench.Results;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Reporting;

public sealed class ResultTableTests
{
    [Test]
    public void PutsReferencesFirstAndTheRestInCatalogueOrder() =>
        Assert.That(MiniSweep.Table().Rows.Select(row => $"{row.Method}/{row.Repair}"), Is.EqualTo(
        [
            "pretrained/none", "individual/none", "mtl/none", "weight-averaging/none",
            "task-arithmetic (Scale=0.3)/none", "task-arithmetic (Scale=0.3)/surgery", "task-arithmetic (Scale=0.3)/surgery-v2",
            "task-arithmetic (Scale=0.5)/none", "ties/none",
        ]));

    // Weight averaging: seed 0 has 24/40 and 30/50, so 0.6; seed 1 has 20/40 and 30/50, so 0.55.
    [Test]
    public void AveragesTasksFirstAndSeedsThen()
    {
        var average = MiniSweep.Row("weight-averaging").Average!;
        Assert.That(average.Mean, Is.EqualTo(0.575).Within(1e-12));
        Assert.That(average.Spread, Is.EqualTo(0.05 / Math.Sqrt(2)).Within(1e-12));
        Assert.That(average.Seeds, Is.EqualTo(2));
    }

    // The experts have 0.95 and 0.9 with seed 0, 0.9 and 1.0 with seed 1.
    [Test]
    public void NormalisesByTheExpertOfTheSameTaskAndSeed()
    {
        var expected = (0.6 / 0.95 + 0.6 / 0.9 + 0.5 / 0.9 + 0.6 / 1.0) / 4;
        Assert.That(MiniSweep.Row("weight-averaging").NormalisedAverage!.Mean, Is.EqualTo(expected).Within(1e-12));
        Assert.That(MiniSweep.Row("individual").NormalisedAverage!.Mean, Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void LeavesCellsMissingRatherThanZero()
    {
        var row = MiniSweep.Row("ties");
        Assert.That(row.Accuracies[0]!.Mean, Is.EqualTo(29 / 40.0));
        Assert.That((row.Accuracies[1], row.Average, row.NormalisedAverage), Is.EqualTo(((Cell?)null, (Cell?)null, (Cell?)null)));
    }

    [Test]
    public void HasNoNormalisedAverageWithoutTheExperts()
    {
        var table = ResultTable.Of(MiniSweep.Records.Where(record => record.Key.Method != ResultTable.Individual));
        Assert.That(table.Rows.Select(row => row.NormalisedAverage), Is.All.Null);
        Assert.That(table.Reference(ResultTable.Individual), Is.Null);
    }

    [Test]
    public void AddsMergeAndRepairTimes() =>
        Assert.That(MiniSweep.Row("task-arithmetic (Scale=0.3)", "surgery").Seconds!.Mean, Is.EqualTo((12.0 + 14.0) / 2).Within(1e-9));

    [Test]
    public void NamesOnlyTheSettingsThatDiffer()
    {
        RunRecord[] records =
        [
            With("""{"Density":0.1,"Scale":0.3}""", """{"Rank":4}"""), With("""{"Density":0.2,"Scale":0.3}""", """{"Rank":4}"""),
            With("""{"Density":0.2,"Scale":0.3,"Sign":"mass"}""", """{"Rank":16}"""),
        ];
        Assert.That(ResultTable.Of(records).Rows.Select(row => (row.Method, row.Repair)), Is.EqualTo(
        [
            ("task-arithmetic (Density=0.1, Sign=default)", "surgery-v2 (Rank=4)"),
            ("task-arithmetic (Density=0.2, Sign=mass)", "surgery-v2 (Rank=16)"),
            ("task-arithmetic (Density=0.2, Sign=default)", "surgery-v2 (Rank=4)"),
        ]).AsCollection);

        static RunRecord With(string method, string repair) =>
            Samples.Record with { Key = Samples.Key with { MethodSettings = method, RepairSettings = repair } };
    }

    [Test]
    public void RefusesRunsOfOneSeedFromDifferentExpertsAndSaysWhatToDo()
    {
        var other = Samples.Record with { Key = Samples.Key with { Zoo = "ffffff", Method = "ties" } };
        Assert.That(() => ResultTable.Of([Samples.Record, other]), Throws.InstanceOf<BadInputException>()
            .With.Message.Contains("surgerybench clean").And.Message.Contains("runs/mini8.vit-mini.trained").And.Message.Contains("ffffff"));
    }

    [Test]
    public void RefusesRunsOfOtherVersionsAndGroups()
    {
        var newer = Samples.Record with { Key = Samples.Key with { BenchmarkVersion = "1.1" } };
        var elsewhere = Samples.Record with { Key = Samples.Key with { Family = "hf" } };
        Assert.That(() => ResultTable.Of([Samples.Record, newer]), Throws.InstanceOf<BadInputException>().With.Message.Contains("1.0 and 1.1"));
        Assert.That(() => ResultTable.Of([Samples.Record, elsewhere]), Throws.InstanceOf<BadInputException>().With.Message.Contains("hf"));
        Assert.That(() => ResultTable.Of([]), Throws.InstanceOf<BadInputException>());
    }

    [Test]
    public void PutsInductiveRunsOfARowIntoAColumnOfTheirOwn()
    {
        var inductive = Samples.Record with
        {
            Key = Samples.Key with { Calibration = RunKey.Inductive },
            Scores = [.. Samples.Record.Scores.Select(score => new TaskScore(score.Task, 1, score.Total))],
        };
        var row = ResultTable.Of([inductive, Samples.Record]).Rows.Single();
        Assert.That(row.Records.Single(), Is.EqualTo(Samples.Record));
        Assert.That(row.Average!.Mean, Is.EqualTo(Samples.Record.AverageAccuracy).Within(1e-12));
        Assert.That(row.InductiveAverage!.Mean, Is.EqualTo(inductive.AverageAccuracy).Within(1e-12));
        Assert.That(ResultTable.Of([Samples.Record]).Rows.Single().InductiveAverage, Is.Null);
        Assert.That(() => ResultTable.Of([inductive]), Throws.InstanceOf<BadInputException>().With.Message.Contains("--inductive"));
    }
}
