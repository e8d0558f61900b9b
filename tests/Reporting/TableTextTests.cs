using NUnit.Framework;
using SurgeryBench.Reporting;
using SurgeryBench.Reporting.Tables;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Reporting;

public sealed class TableTextTests
{
    [TestCase(0.4725, "47.3")]
    [TestCase(0.6465, "64.7")]
    [TestCase(0.99949, "99.9")]
    [TestCase(1.0, "100.0")]
    public void RoundsPercentWithHalvesUpwards(double fraction, string printed) => Assert.That(Printed.Percent(fraction), Is.EqualTo(printed));

    [Test]
    public void EscapesWhatLatexAndMarkdownWouldReadAsMarkup()
    {
        var table = ResultTable.Of([Samples.Record with { Scores = [new(@"a_b|50%&\", 1, 2)], Bias = [] }]);
        Assert.That(new LatexTable().Text(table), Does.Contain(@"a\_b|50\%\&\textbackslash{}"));
        Assert.That(new MarkdownTable().Text(table), Does.Contain(@"a\_b\|50%&\"));
    }

    [Test]
    public void QuotesCsvFieldsThatNeedIt()
    {
        var table = ResultTable.Of([Samples.Record with { Scores = [new("""a,"b" """, 1, 2)], Bias = [] }]);
        Assert.That(new WideCsv().Text(table), Does.StartWith("method,repair,seeds,\"a,\"\"b\"\" \",average"));
    }

    [Test]
    public void HasExactlyThePromisedLongColumns() => Assert.That(
        new LongCsv().Text(MiniSweep.Table()), Does.StartWith("suite,backbone,family,method,repair,seed,task,metric,value,correct,total,unit\n"));

    [Test]
    public void GivesAccuraciesThatReadBackExactly()
    {
        var table = ResultTable.Of([Samples.Record with { Scores = [new("thirds", 1, 3)], Bias = [] }]);
        Assert.That(new LongCsv().Text(table), Does.Contain(",thirds,accuracy,0.3333333333333333,1,3,fraction\n"));
    }

    [Test]
    public void NamesOtherFamiliesInTheFileName()
    {
        using var folder = new TemporaryFolder();
        var record = Samples.Record with { Key = Samples.Key with { Family = "hf" } };
        Assert.That(Report.Write(ResultTable.Of([record]), folder.Path), Has.Some.EndsWith("mini8.vit-mini.hf.long.csv"));
    }
}
