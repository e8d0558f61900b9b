using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;

namespace SurgeryBench.Tests.Results;

public sealed class ProbeRecordTests
{
    private static readonly ProbeKey Key = new() { Analysis = "images", Settings = """{ "Images": 16, "All": false }""", Row = Samples.Key };

    private static readonly ProbeRecord Record = new()
    {
        Key = Key,
        Series = [new("digits", "accuracy", [16, 32], [0.5, 1.0 / 3]), new("digits", "linear-cka", [0], [1])],
        MethodOrder = 4,
        RepairOrder = 2,
        Provenance = Samples.Record.Provenance,
    };

    [Test]
    public void IsReadAsItWasWrittenAndWrittenOnce()
    {
        using var folder = new TemporaryFolder();
        var store = new ProbeStore(folder.Path);
        Assert.That(store.Contains(Key), Is.False);
        Assert.That((store.Write(Record), store.Write(Record)), Is.EqualTo((true, false)));
        Assert.That(store.Contains(Key with { Settings = """{"All":false,"Images":16}""" }), "the order of settings matters");
        var read = store.All().Single();
        Assert.That((read.Key, read.MethodOrder, read.RepairOrder, read.Provenance), Is.EqualTo((Record.Key, 4, 2, Record.Provenance)));
        Assert.That(read.Series, Is.EqualTo(Record.Series));
        Assert.That(read.Series[1].Unit, Is.SameAs(Metrics.LinearCka));
    }

    [Test]
    public void HasAPlaceOfItsOwnForEveryAnalysisSettingAndRow()
    {
        var store = new ProbeStore("somewhere");
        string[] places = [.. new[] { Key, Key with { Analysis = "layers" }, Key with { Settings = "{}" }, Key with { Row = Samples.Key with { Zoo = "fedcba9876" } } }.Select(store.PathOf)];
        Assert.That(places, Is.Unique);
    }

    [Test]
    public void NamesAFileThatWasMoved()
    {
        using var folder = new TemporaryFolder();
        var store = new ProbeStore(folder.Path);
        store.Write(Record);
        var moved = store.PathOf(Key).Replace("seed0", "seed1", StringComparison.Ordinal);
        File.Move(store.PathOf(Key), moved);
        Assert.That(store.All, Throws.InstanceOf<BadInputException>().With.Message.Contains(moved));
    }

    [Test]
    public void RefusesSeriesThatContradictThemselves()
    {
        Assert.That(() => new ProbeSeries("digits", "no-metric", [0], [1]), Throws.ArgumentException.With.Message.Contains("no-metric"));
        Assert.That(() => new ProbeSeries("digits", "accuracy", [0, 1], [1]), Throws.ArgumentException);
        Assert.That(() => new ProbeSeries("digits", "accuracy", [], []), Throws.ArgumentException);
        Assert.That(() => new ProbeSeries("digits", "accuracy", [0], [double.NaN]), Throws.ArgumentException);
        using var folder = new TemporaryFolder();
        Assert.That(() => new ProbeStore(folder.Path).Write(Record with { Series = [Record.Series[0], Record.Series[0]] }), Throws.ArgumentException.With.Message.Contains("twice"));
    }
}
