using NUnit.Framework;
using SurgeryBench.Reporting.Paper;
using SurgeryBench.Results;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Tests.Reporting.Paper;

public sealed class PaperTableTests
{
    [Test]
    public void StandsInThePapersOrderWhetherRunOrNot() => Assert.That(
        PaperSweep.Table("ta").Rows.Select(row => $"{row.Method}/{row.Repair}"), Is.EqualTo(
        [
            "pretrained/none", "individual/none", "mtl/none",
            "weight-averaging/none", "weight-averaging/surgery", "weight-averaging/surgery-v2",
            "task-arithmetic/none", "task-arithmetic/surgery (Rank=16)", "task-arithmetic/surgery (Rank=304)", "task-arithmetic/surgery-v2",
            "ties/none", "ties/surgery", "ties/surgery-v2", "adamerging/none", "adamerging/surgery", "adamerging/surgery-v2", "wudi/none",
        ]));

    // Ours: 552 and 554 of 1000 with two seeds; published: 55.2.
    [Test]
    public void SubtractsThePublishedNumberFromTheMeanOverSeeds()
    {
        var cell = PaperSweep.Row("ta", "task-arithmetic").Cells[0];
        Assert.That(cell.OursPercent, Is.EqualTo(55.3m).Within(1e-9m));
        Assert.That(cell.Difference, Is.EqualTo(0.1m).Within(1e-9m));
    }

    [TestCase("59.98", "59.9", true)]
    [TestCase("59.9", "59.98", true)]
    [TestCase("60.0", "59.9", false)]
    [TestCase("59.8", "59.9", false)]
    [TestCase("61.2", "59.9", false)]
    public void AgreesWhereCuttingOffAloneAccountsForTheDifference(string ours, string published, bool agrees)
    {
        var cell = new PaperCell("dtd", new SurgeryBench.Reporting.Cell((double)(Number(ours) / 100), null, 1), Number(published), Comparable: true);
        Assert.That(cell.Agrees, Is.EqualTo(agrees));
    }

    [Test]
    public void NeverMixesFamilies()
    {
        foreach (var family in PublishedFamily.All)
        {
            var table = PaperSweep.Table(family.Id);
            Assert.That(table.Rows.SelectMany(row => row.Sources).Select(row => row.Family), Is.Not.Empty.And.All.EqualTo(family.Id));
            Assert.That(table.Rows.SelectMany(row => row.Ours?.Records ?? []).Select(run => run.Key.Family), Is.Not.Empty.And.All.EqualTo(family.Id));
        }
    }

    [Test]
    public void HasNoDifferenceWithRecordsOfOtherFamiliesSuitesAndBackbones()
    {
        var others = PaperSweep.Records.Where(record => record.Key.Group != new RunGroup(PublishedFamily.Suite, PaperSweep.Backbone, "ta"))
            .Append(PaperSweep.Records[0] with { Key = PaperSweep.Records[0].Key with { Family = "ta", Backbone = "vit-b-16" } }).ToList();
        var table = PaperSweep.Table("ta", others);
        Assert.That(table.Rows.Where(row => row.Ours is not null || row.HasPair), Is.Empty);
        Assert.That(table.LeftOut, Is.EqualTo(
        [
            "clip8.vit-b-32.hf (2 records): experts of family hf are not those of family ta",
            "clip8.vit-b-32.trained (1 record): experts of family trained are not those of family ta",
            "folder8.vit-b-32.trained (1 record): the published numbers are of clip8, not of folder8",
        ]));
    }

    [Test]
    public void HasNoDifferenceWhereAStatedSettingDiffers()
    {
        var (same, other) = (PaperSweep.Row("ta", "task-arithmetic", "surgery (Rank=16)"), PaperSweep.Row("ta", "task-arithmetic", "surgery (Rank=304)"));
        Assert.That(same.Published, Is.EqualTo(other.Published).And.Not.Null);
        Assert.That((same.HasPair, other.HasPair), Is.EqualTo((true, false)));
        Assert.That(other.Cells.Select(cell => cell.Ours), Is.All.Not.Null, "the numbers themselves are shown");
    }

    [Test]
    public void LeavesBothSidesAbsentRatherThanZero()
    {
        Assert.That(PaperSweep.Row("ta", "task-arithmetic", "surgery-v2").Cells.Select(cell => (cell.Published, cell.Difference)), Is.All.EqualTo(((decimal?)null, (decimal?)null)));
        Assert.That(PaperSweep.Row("ta", "wudi").Cells.Select(cell => (cell.Ours, cell.Difference)), Is.All.EqualTo(((SurgeryBench.Reporting.Cell?)null, (decimal?)null)));
    }

    [Test]
    public void HasNoAverageOfFewerTasks()
    {
        var record = PaperSweep.Records.First(run => run.Key is { Family: "ta", Method: "pretrained" });
        var row = PaperSweep.Table("ta", [record with { Scores = record.Scores[..7] }]).Rows[0];
        Assert.That(row.Cells[0].Difference, Is.Not.Null);
        Assert.That((row.Cells[7].Ours, row.Cells[8].Ours, row.Cells[8].Difference), Is.EqualTo((null as SurgeryBench.Reporting.Cell, null as SurgeryBench.Reporting.Cell, (decimal?)null)));
    }

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
