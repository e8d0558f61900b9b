using NUnit.Framework;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Results;
using SurgeryBench.Tests.Doubles;
using SurgeryBench.Tests.Results;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>A clock that was moved back, or stood years ahead: what runs later is later all the same, and no duration comes from it.</summary>
public sealed class MovedClockTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Row = ["--methods", "pretrained"];

    [Test]
    public void TellsTheTimeWhereNothingIsLater()
    {
        var time = new FakeTime(Now);
        var clock = ClockAfter.All([Samples.Record.Provenance with { StartedAt = Now.AddDays(-1) }], time);
        Assert.That(clock.GetUtcNow(), Is.EqualTo(Now));
        time.Now = Now.AddHours(1);
        Assert.That(clock.GetUtcNow(), Is.EqualTo(Now.AddHours(1)));
        Assert.That(ClockAfter.All([], time).GetUtcNow(), Is.EqualTo(Now.AddHours(1)));
    }

    [Test]
    public void TellsNoTimeBeforeThatOfARecordThatIsThere()
    {
        var time = new FakeTime(Now);
        var latest = Now.AddYears(14);
        var clock = ClockAfter.All([Samples.Record.Provenance with { StartedAt = latest }, Samples.Record.Provenance], time);
        Assert.That(clock.GetUtcNow(), Is.GreaterThan(latest));
        time.Now = Now.AddYears(-14);
        Assert.That(clock.GetUtcNow(), Is.GreaterThan(latest));
        Assert.That(ClockAfter.All([Samples.Record.Provenance with { StartedAt = DateTimeOffset.MaxValue }], time).GetUtcNow(), Is.EqualTo(time.Now));
    }

    /// <summary>Records of models that were trained anew are in force, although those before them are dated years ahead: <c>clean</c> drops the old.</summary>
    [Test]
    public async Task LetsNoOlderRecordWin()
    {
        using var suite = new TinySuite();
        Assert.That((await CommandLineProgram.Run(suite.Command("run", Row))).Code, Is.Zero);
        var store = new RunStore(suite.Results);
        var current = store.All().Single();
        File.Delete(store.PathOf(current.Key));
        store.Write(current with { Key = current.Key with { Zoo = "0123abcdef" }, Provenance = current.Provenance with { StartedAt = current.Provenance.StartedAt.AddYears(14) } });

        var mixed = await CommandLineProgram.Run(suite.Command("run", Row));
        Assert.That(mixed.Error, Does.Contain("surgerybench clean"));
        Assert.That(store.All(), Has.Count.EqualTo(2), "the run is lost");
        Assert.That((await CommandLineProgram.Run("clean", "--out", suite.Results, "--cache", suite.Cache)).Code, Is.Zero);
        var kept = store.All().Single();
        Assert.That(kept.Key, Is.EqualTo(current.Key));
        Assert.That(kept.SameOutcome(current));
    }

    /// <summary>Two runs in the same folder with a day taken back in between: both are done, both are kept, in the order in which they ran.</summary>
    [Test]
    public async Task KeepsTheOrderOfRunsAcrossADayTakenBack()
    {
        using var suite = new TinySuite();
        Assert.That((await CommandLineProgram.Run(suite.Command("run", Row))).Code, Is.Zero);
        var store = new RunStore(suite.Results);
        var first = store.All().Single();
        File.Delete(store.PathOf(first.Key));
        store.Write(first with { Provenance = first.Provenance with { StartedAt = first.Provenance.StartedAt.AddDays(1) } });

        var outcome = await CommandLineProgram.Run(suite.Command("run", "--methods", "pretrained,weight-averaging", "--repairs", "none"));
        Assert.That(outcome.Code, Is.Zero, outcome.Error);
        var records = store.All().OrderBy(record => record.Provenance.StartedAt).ToList();
        Assert.That(records.Select(record => record.Key.Method), Is.EqualTo(new[] { "pretrained", "weight-averaging" }));
        Assert.That(records.Select(record => record.Phases.MergeAndRepair), Is.All.GreaterThanOrEqualTo(TimeSpan.Zero));
    }
}
