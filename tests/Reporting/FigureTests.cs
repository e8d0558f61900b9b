using NUnit.Framework;
using SkiaSharp;
using SurgeryBench.Core;
using SurgeryBench.Methods;
using SurgeryBench.Reporting;
using SurgeryBench.Reporting.Figures;
using SurgeryBench.Results;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Reporting;

public sealed class FigureTests
{
    private static IEnumerable<string> Names => FigureFiles.All.Select(figure => figure.Name);

    // The figure of clients compares two rows.
    private static IEnumerable<string> NamesForOneRow => Names.Where(name => name != new ClientsFigure().Name);

    // The stored sweep is older than the variance and the clients.
    private static ResultTable Measured => ResultTable.Of(MiniSweep.Records.Concat(Federated("fedmrl", "fedmrl-local", "fedmrl-prefix"))
        .Select(record => record with { Variance = [.. record.Bias.Where(bias => !bias.Levels.IsEmpty).Select(bias => new TaskVariance(bias.Task, bias.Levels))] }));

    [TestCaseSource(nameof(Names))]
    public void DrawsAnImageOfASensibleSizeThatIsNotBlank(string name)
    {
        using var drawing = Figure(name).Draw(Measured)!;
        using var image = SKBitmap.Decode(drawing.Png());
        Assert.That(image.Width, Is.InRange(800, 4000));
        Assert.That(image.Height, Is.InRange(300, 4000));
        Assert.That(image.Pixels.Distinct().Count(), Is.GreaterThan(50));
        Assert.That(image.Pixels.Count(pixel => pixel == SKColors.White), Is.LessThan(image.Pixels.Length * 0.99));
    }

    [TestCaseSource(nameof(Names))]
    public void DrawsAVectorImageToo(string name)
    {
        using var drawing = Figure(name).Draw(Measured)!;
        Assert.That(drawing.Svg(), Does.Contain("<svg").And.Contain("</svg>"));
    }

    [TestCaseSource(nameof(Names))]
    public void IsTheSameFileWhateverWasDrawnBefore(string name)
    {
        using Drawing one = Figure(name).Draw(Measured)!, two = Figure(name).Draw(Measured)!;
        var (first, second) = (one.Svg(), two.Svg());
        Assert.That(second, Is.EqualTo(first));
        Assert.That(first, Does.Contain("id=\"clip-0\"").And.Contains("url(#clip-0)"));
    }

    [TestCaseSource(nameof(Names))]
    public void IsTheSameFileUnderEveryCulture(string name)
    {
        using var drawing = Figure(name).Draw(Measured)!;
        var expected = drawing.Svg();
        using var culture = new DecimalComma();
        using var again = Figure(name).Draw(Measured)!;
        Assert.That(again.Svg(), Is.EqualTo(expected));
    }

    [TestCaseSource(nameof(Names))]
    public void IsLeftOutWhenThereAreOnlyReferences(string name) =>
        Assert.That(Figure(name).Draw(ResultTable.Of(MiniSweep.Records.Where(record => record.IsReference))), Is.Null);

    [TestCaseSource(nameof(NamesForOneRow))]
    public void CanShowASingleRow(string name)
    {
        using var drawing = Figure(name).Draw(ResultTable.Of([Samples.Record]))!;
        Assert.That(drawing.Png(), Is.Not.Empty);
    }

    [Test]
    public void LeavesTheBiasOutWhereItWasNotMeasured() =>
        Assert.That(new BiasFigure().Draw(ResultTable.Of([Samples.Record with { Bias = [] }])), Is.Null);

    [Test]
    public void LeavesTheVarianceOutOfReportsOnOlderRecords() => Assert.That(new VarianceFigure().Draw(MiniSweep.Table()), Is.Null);

    [Test]
    public void LeavesTheClientsOutWhereNobodyWasAloneOrNobodyShared([Values("fedmrl", "fedmrl-local")] string method) =>
        Assert.That(new ClientsFigure().Draw(ResultTable.Of(MiniSweep.Records.Concat(Federated(method)))), Is.Null);

    [Test]
    public void WritesTablesEvenWithoutFigures()
    {
        using var folder = new TemporaryFolder();
        var store = new RunStore(folder.Path);
        store.Write(MiniSweep.Records.First(record => record.IsReference));
        Assert.That(Report.Write(store.All(), folder.Path), Has.Count.EqualTo(4));
    }

    [Test]
    public void SaysWhatToDoWhenThereAreNoRecords()
    {
        using var folder = new TemporaryFolder();
        Assert.That(() => Report.Write([], folder.Path), Throws.InstanceOf<BadInputException>().With.Message.Contains("surgerybench run"));
    }

    [Test]
    public void GivesEveryRepairAColourOfItsOwnWhateverElseIsShown()
    {
        string[] names = [RunKey.NoRepair, .. RepairCatalog.All.Select(repair => repair.Name)];
        Assert.That(names.Select(name => new RepairColours([name])[name].ToHex()), Is.EqualTo(names.Select(name => new RepairColours(names)[name].ToHex())).And.Unique);
    }

    [Test]
    public void KeepsLabelsOffEachOther()
    {
        var placer = new LabelPlacer(new ScottPlot.AxisLimits(0, 1, 0, 1), new ScottPlot.PixelSize(400, 300));
        var places = Enumerable.Range(0, 9).Select(_ => placer.Place(0.5, 0.5, "the same place")).ToList();
        Assert.That(places.OfType<LabelPlace>(), Is.Unique.And.Not.Empty);
        Assert.That(places, Has.Some.Null, "what finds no place stays unnamed");
    }

    private static IEnumerable<RunRecord> Federated(params string[] methods)
    {
        var individual = MiniSweep.Records.First(record => record.Key is { Method: ResultTable.Individual, Seed: 0 });
        return methods.Select(method => individual with { Key = individual.Key with { Method = method } });
    }

    private static IFigure Figure(string name) => FigureFiles.All.Single(figure => figure.Name == name);
}
