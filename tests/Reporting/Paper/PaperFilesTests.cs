using System.Globalization;
using NUnit.Framework;
using SkiaSharp;
using SurgeryBench.Reporting.Paper;
using SurgeryBench.Results.Published;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Reporting.Paper;

public sealed class PaperFilesTests
{
    private static readonly string[] Endings = [".csv", ".long.csv", ".md", ".tex"];
    private static readonly string[] Families = ["ta", "hf"];
    private static readonly ParameterCost[] Costs =
    [
        new("vit-b-32", "surgery", 16, 1, 16_384, 87_849_216), new("vit-b-32", "surgery-v2", 16, 13, 311_296, 87_849_216), new("vit-l-14", "surgery-v2", 4, 25, 202_752, 303_966_208),
    ];

    [Test]
    public void HoldTheStoredTablesUnderEveryCulture([ValueSource(nameof(Families))] string family, [ValueSource(nameof(Endings))] string ending, [Values("", "de-DE-like")] string culture)
    {
        using var folder = new TemporaryFolder();
        UnderCulture(culture, () => PaperFiles.Write(PaperSweep.Table(family), PaperSweep.Published, folder.Path));
        AssertStored(folder, $"paper.{family}.vit-b-32{ending}");
    }

    [Test]
    public void HoldTheStoredParametersUnderEveryCulture([Values(".csv", ".md", ".tex")] string ending, [Values("", "de-DE-like")] string culture)
    {
        using var folder = new TemporaryFolder();
        UnderCulture(culture, () => PaperFiles.Write(Costs, folder.Path));
        AssertStored(folder, $"paper.parameters{ending}");
    }

    [Test]
    public void AreListed()
    {
        using var folder = new TemporaryFolder();
        Assert.That(PaperFiles.Write(PaperSweep.Table("ta"), PaperSweep.Published, folder.Path), Is.EquivalentTo(folder.Files));
        Assert.That(folder.Files.Select(Path.GetFileName), Is.EquivalentTo(
            [.. Endings.Select(ending => $"paper.ta.vit-b-32{ending}"), "paper.ta.vit-b-32.agreement.png", "paper.ta.vit-b-32.agreement.svg"]));
    }

    [Test]
    public void HaveNoFigureWithoutAPair()
    {
        using var folder = new TemporaryFolder();
        Assert.That(PaperFiles.Write(PaperSweep.Table("ta", []), PaperSweep.Published, folder.Path), Has.Count.EqualTo(4));
        var unpublished = PaperSweep.Records.Where(record => record.Key.Repair == "surgery-v2").ToList();
        Assert.That(PaperFiles.Write(PaperSweep.Table("ta", unpublished), PaperSweep.Published, folder.Path), Has.Count.EqualTo(4));
    }

    [Test]
    public void DrawAFigureThatIsNotBlank()
    {
        using var folder = new TemporaryFolder();
        var png = PaperFiles.Write(PaperSweep.Table("ta"), PaperSweep.Published, folder.Path).Single(file => file.EndsWith(".png", StringComparison.Ordinal));
        using var image = SKBitmap.Decode(png);
        Assert.That(image.Pixels.Distinct().Count(), Is.GreaterThan(50));
        Assert.That(image.Pixels.Count(pixel => pixel == SKColors.White), Is.LessThan(image.Pixels.Length * 0.99));
    }

    [Test]
    public void PrintTheAbsentAsAbsent()
    {
        var empty = PaperSheet.Of(PaperSweep.Table("ta", []));
        Assert.That(empty.Lines.Where(line => line[2] == "ours").SelectMany(line => line.Skip(3)), Is.Not.Empty.And.All.EqualTo("-"));
        Assert.That(empty.Lines.Where(line => line[2] == "difference"), Is.Empty);
        Assert.That(SheetText.Of(empty), Does.Contain("no records").And.Contain("62.3"));
    }

    [Test]
    public void SayWhatBothSidesStandOnAndHowTheyAreCut()
    {
        foreach (var family in PublishedFamily.All)
        {
            var text = SheetMarkdown.Of(PaperSheet.Of(PaperSweep.Table(family.Id)));
            Assert.That(text, Does.Contain(family.Checkpoints).And.Contain($"family {family.Id}").And.Contain("test splits").And.Contain("rounded").And.Contain("cut to one decimal"));
        }
    }

    [Test]
    public void SayWhichAveragesDoNotAddUp() => Assert.That(
        SheetMarkdown.Of(PaperSheet.Of(PaperSweep.Table("ta"))), Does.Contain("mtl (the average is printed as 88.9, the mean of the printed tasks is 89.06)"));

    [Test]
    public void NameTheSourceOfEveryPublishedNumber()
    {
        var lines = PaperCsv.LongText(PaperSweep.Table("ta")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(lines[0].Split(',')[..8], Is.EqualTo(new[] { "suite", "backbone", "family", "method", "repair", "task", "ours", "published" }));
        Assert.That(lines.Skip(1).Where(line => line.Split(',')[7].Length > 0), Is.Not.Empty.And.All.Contains("arXiv").Or.Contains("github").Or.Contains("Functional Dual Anchors"));
    }

    private static void AssertStored(TemporaryFolder folder, string name) => Assert.That(
        File.ReadAllText(Path.Combine(folder.Path, "tables", name)), Is.EqualTo(File.ReadAllText(Path.Combine(PaperSweep.ExpectedTables, name))));

    private static void UnderCulture(string name, Func<object> action)
    {
        var (before, culture) = (CultureInfo.CurrentCulture, (CultureInfo)CultureInfo.InvariantCulture.Clone());
        if (name.Length > 0) (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        CultureInfo.CurrentCulture = culture;
        try { action(); }
        finally { CultureInfo.CurrentCulture = before; }
    }
}
