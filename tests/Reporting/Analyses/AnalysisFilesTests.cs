using NUnit.Framework;
using SkiaSharp;
using SurgeryBench.Core;
using SurgeryBench.Reporting.Analyses;
using SurgeryBench.Results;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Reporting.Analyses;

public sealed class AnalysisFilesTests
{
    private static readonly Panel Panel = new("ties", new Axis("rank") { IsLogarithmic = true }, Axis.Of(Metrics.Accuracy),
        [new Curve("surgery", "surgery", [(1, 0.5), (8, 0.75)]), new Curve("experts", Curve.Expert, [(0, 0.9)]) { Form = CurveForm.Level }, new Curve("react", "react", [(2, 0.6)]) { Form = CurveForm.Points }]);

    private static readonly AnalysisPoint Point = new() { Row = Samples.Key, X = 0.5, Metric = Metrics.Accuracy, Value = 1.0 / 3, Order = (4, 2) };

    [Test]
    public void WritesALineAPointWhateverTheCulture([Values] bool decimalComma)
    {
        using var folder = new TemporaryFolder();
        using (decimalComma ? new DecimalComma() : null)
            AnalysisFiles.Write("rank", [Point, Point with { X = null, Series = "digits" }], new Chart("Title", [Panel]), Path.Combine(folder.Path, "it"));
        Assert.That(folder.Files.Select(Path.GetFileName), Is.EquivalentTo(new[] { "it.csv", "it.png", "it.svg" }));
        Assert.That(File.ReadAllLines(Path.Combine(folder.Path, "it.csv")), Is.EqualTo(new[]
        {
            "analysis,suite,backbone,family,zoo,seed,method,method-settings,repair,repair-settings,series,x,metric,value,unit",
            """rank,mini8,vit-mini,trained,0123abcdef,0,task-arithmetic,"{""Scale"":0.3}",surgery-v2,"{""Rank"":16,""Steps"":1000}",average,0.5,accuracy,0.333333333,fraction""",
            """rank,mini8,vit-mini,trained,0123abcdef,0,task-arithmetic,"{""Scale"":0.3}",surgery-v2,"{""Rank"":16,""Steps"":1000}",digits,,accuracy,0.333333333,fraction""",
        }));
    }

    [Test]
    public void DrawsEveryPanelTheTitleAndTheLegend()
    {
        using ChartDrawing one = new(new Chart("Title", [Panel])), four = new(new Chart("Title", [Panel, Panel, Panel, Panel]) { Columns = 2 });
        using SKBitmap small = SKBitmap.Decode(one.Png()), large = SKBitmap.Decode(four.Png());
        Assert.That(large.Height, Is.GreaterThan(1.8 * small.Height));
        Assert.That(InkIn(small, top: 10, bottom: 60), Is.GreaterThan(100), "no title");
        foreach (var (left, top) in new[] { (0, 88), (960, 88), (0, 848), (960, 848) }) Assert.That(Coloured(large, left, top), Is.GreaterThan(500), $"no panel at {left}, {top}");
        Assert.That(four.Svg(), Does.Contain("surgery").And.Contain("experts").And.Contain("react"));
    }

    [Test]
    public void DrawsTheSameFileTwice()
    {
        using ChartDrawing one = new(new Chart("Title", [Panel])), two = new(new Chart("Title", [Panel]));
        Assert.That((one.Svg(), one.Png()), Is.EqualTo((two.Svg(), two.Png())));
    }

    [Test]
    public void RefusesPointsOfTwoZoos() => Assert.That(
        () => AnalysisRow.Of([Point, Point with { Row = Samples.Key with { Zoo = "fedcba9876" } }]), Throws.InstanceOf<BadInputException>().With.Message.Contains("different experts"));

    private static int InkIn(SKBitmap image, int top, int bottom) =>
        Enumerable.Range(top, bottom - top).Sum(y => Enumerable.Range(0, image.Width).Count(x => image.GetPixel(x, y).Red < 100));

    private static int Coloured(SKBitmap image, int left, int top) => Enumerable.Range(top, 760).Sum(y => Enumerable.Range(left, 960).Count(x => image.GetPixel(x, y) == SKColor.Parse("#E69F00")));
}
