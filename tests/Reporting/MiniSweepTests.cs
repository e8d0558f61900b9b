using NUnit.Framework;
using SurgeryBench.Reporting;
using SurgeryBench.Reporting.Tables;
using SurgeryBench.Results.Storage;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.Reporting;

public sealed class MiniSweepTests
{
    private static readonly string[] Endings = [".csv", ".long.csv", ".md", ".tex", ".repairs.csv", ".repairs.md"];

    [Test]
    public void GivesTheStoredTablesUnderEveryCulture([ValueSource(nameof(Endings))] string ending, [Values] bool decimalComma)
    {
        using var folder = new TemporaryFolder();
        using (decimalComma ? new DecimalComma() : null) Report.Write(MiniSweep.Store.All(), folder.Path);
        var name = MiniSweep.Stem + ending;
        Assert.That(File.ReadAllText(Path.Combine(folder.Path, "tables", name)), Is.EqualTo(File.ReadAllText(Path.Combine(MiniSweep.ExpectedTables, name))));
    }

    [Test]
    public void GivesTheSameBytesTwice()
    {
        using var folder = new TemporaryFolder();
        var stem = Path.Combine(folder.Path, "tables", MiniSweep.Stem);
        var first = TableFiles.Write(MiniSweep.Table(), stem).ToDictionary(path => path, File.ReadAllBytes);
        var again = TableFiles.Write(ResultTable.Of(MiniSweep.Records.Reverse()), stem).ToDictionary(path => path, File.ReadAllBytes);
        Assert.That(again, Is.EqualTo(first));
        Assert.That(first.Values.Select(bytes => bytes[0]), Is.All.LessThan(0x80), "no byte-order mark");
        Assert.That(first.Values.Select(bytes => bytes.Contains((byte)'\r')), Is.All.False);
    }

    [Test]
    public void IsStoredAsTheStoreWritesIt([Values] bool decimalComma)
    {
        using var culture = decimalComma ? new DecimalComma() : null;
        foreach (var record in MiniSweep.Records)
            Assert.That(JsonFile.SealedBytes(record), Is.EqualTo(File.ReadAllBytes(MiniSweep.Store.PathOf(record.Key))), record.Key.Id);
    }

    [Test]
    public void ListsTheFilesItWrites()
    {
        using var folder = new TemporaryFolder();
        Assert.That(Report.Write(MiniSweep.Store.All(), folder.Path), Is.EquivalentTo(folder.Files));
        Assert.That(folder.Files.Select(Path.GetFileName), Is.EquivalentTo(
        [
            .. Endings.Select(ending => MiniSweep.Stem + ending),
            .. from figure in new[] { "overview", "accuracy", "bias", "pareto" } from format in new[] { "png", "svg" } select $"{MiniSweep.Stem}.{figure}.{format}",
        ]));
    }
}
