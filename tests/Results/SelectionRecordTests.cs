using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Reporting;
using SurgeryBench.Results;
using SurgeryBench.Results.Selection;

namespace SurgeryBench.Tests.Results;

public sealed class SelectionRecordTests
{
    private static readonly RunKey Key = Samples.Key with { Repair = RunKey.NoRepair, RepairSettings = RunKey.NoSettings };

    private static SelectionRecord Record => new()
    {
        Key = Key,
        Rule = "best-validation",
        Candidates = [Scored(0.3, 20), Scored(0.5, 30)],
        Selected = Scored(0.5, 28),
        Default = Scored(0.3, 26),
        MethodOrder = 4,
        Provenance = Samples.Record.Provenance,
    };

    [Test]
    public void ComesBackAsItWasWritten()
    {
        using var folder = new TemporaryFolder();
        var store = new SelectionStore(folder.Path);
        Assert.That(store.Contains(Key), Is.False);
        Assert.That((store.Write(Record), store.Write(Record)), Is.EqualTo((true, false)));
        var read = store.All().Single();
        Assert.That((read.Key, read.Rule, read.MethodOrder, read.Provenance), Is.EqualTo((Record.Key, Record.Rule, Record.MethodOrder, Record.Provenance)));
        Assert.That(read.Selected.Scores, Is.EqualTo(Record.Selected.Scores));
        Assert.That(read.Candidates.Select(candidate => candidate.Settings), Is.EqualTo(Record.Candidates.Select(candidate => candidate.Settings)));
    }

    [Test]
    public void RefusesAChoiceThatWasNoCandidate()
    {
        using var folder = new TemporaryFolder();
        var store = new SelectionStore(folder.Path);
        Assert.That(() => store.Write(Record with { Selected = Scored(0.9, 30) }), Throws.ArgumentException.With.Message.Contains("no candidate"));
        Assert.That(() => store.Write(Record with { Default = Scored(0.5, 30) }), Throws.ArgumentException.With.Message.Contains("default"));
    }

    [Test]
    public void NamesAFileThatWasMoved()
    {
        using var folder = new TemporaryFolder();
        var store = new SelectionStore(folder.Path);
        store.Write(Record);
        var moved = store.PathOf(Key).Replace("seed0", "seed1", StringComparison.Ordinal);
        File.Move(store.PathOf(Key), moved);
        Assert.That(store.All, Throws.InstanceOf<BadInputException>().With.Message.Contains(moved));
    }

    [Test]
    public void ShowsDefaultAndSelectedInColumnsOfTheirOwn()
    {
        using var folder = new TemporaryFolder();
        var files = Report.WriteSelections([Record], folder.Path);
        Assert.That(files.Select(Path.GetFileName), Is.EqualTo(new[] { "mini8.vit-mini.selected.md", "mini8.vit-mini.selected.csv" }));
        var lines = File.ReadAllLines(files[0]);
        Assert.That(lines, Does.Contain("""| task-arithmetic | 0 | best-validation | 2 | {"Scale":0.3} | 50.0 | 65.0 | {"Scale":0.5} | 75.0 | 70.0 |"""));
        Assert.That(File.ReadAllLines(files[1])[1], Does.Contain(",0.500000,0.650000,").And.Contain(",0.750000,0.700000"));
    }

    private static ScoredSettings Scored(double scale, int correct) => new(FormattableString.Invariant($$"""{ "Scale": {{scale}} }"""), [new("digits", correct, 40)]);
}
