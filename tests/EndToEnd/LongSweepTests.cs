using System.CommandLine;
using NUnit.Framework;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;
using SurgeryBench.Core.Native;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Results;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.EndToEnd;

/// <summary>A process that merges, repairs and scores row after row holds no more after a hundred rows than after twenty.</summary>
public sealed class LongSweepTests
{
    private const int Rows = 100, Warm = 20, Every = 10;

    // Pages of the C heap come and go; a merged model is 2.7 MiB, so that eighty rows that kept theirs would hold 213 more.
    private const long Slack = 16L << 20;

    [Test]
    public void HoldsNoMoreAfterAHundredRowsThanAfterTwenty()
    {
        using var suite = new TinySuite();
        using var plan = Planner.Make(SelectionOf(suite), [.. Enumerable.Range(1, Rows).Select(Row)]);
        var ledger = new Ledger();
        Assert.That(new SweepRunner(plan, ledger, CancellationToken.None).Run(), Is.Empty);
        foreach (var entry in ledger.Entries) TestContext.Out.WriteLine($"row {entry.Row}: {entry.Tensors} tensors, {entry.Bytes >> 10} KiB");
        Assert.That(ledger.Entries.Select(entry => entry.Row), Is.EqualTo(Enumerable.Range(Warm / Every, (Rows - Warm) / Every + 1).Select(step => step * Every)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(ledger.Entries.Select(entry => entry.Tensors).Distinct().Count(), Is.EqualTo(1), "tensors");
            Assert.That(ledger.Entries[^1].Bytes - ledger.Entries[0].Bytes, Is.LessThan(Slack), "bytes");
        }
    }

    [Test]
    [Platform("Linux")]
    public void RecordsThePeakOfEachPhase()
    {
        using var suite = new TinySuite();
        using var plan = Planner.Make(SelectionOf(suite), [Row(1), Row(2) with { Repair = null, RepairOrder = 0 }]);
        Assert.That(new SweepRunner(plan, new QuietView(), CancellationToken.None).Run(), Is.Empty);
        var records = new RunStore(suite.Results).All().ToDictionary(record => record.Key.Repair);
        foreach (var record in records.Values)
        {
            var peaks = record.Peaks!;
            Assert.That(new[] { peaks.Merge, peaks.Repair, peaks.Evaluate }, Is.All.LessThanOrEqualTo(record.PeakBytes));
            Assert.That(new[] { peaks.Merge, peaks.Evaluate }, Is.All.GreaterThan(10 << 20));
        }
        Assert.That(records[RunKey.NoRepair].Peaks!.Repair, Is.Zero);
        Assert.That(records["surgery-v2"].Peaks!.Repair, Is.GreaterThan(10 << 20));
    }

    /// <summary>A row with a merge of its own.</summary>
    private static PlannedRow Row(int number) => new(new TaskArithmetic { Scale = number / (double)Rows }, number, new SurgeryV2 { Iterations = 2 }, 1);

    private static Selection SelectionOf(TinySuite suite)
    {
        var (options, command) = (new SelectionOptions(runs: true), new Command("run"));
        options.AddTo(command);
        return options.Read(command.Parse(suite.Command("run", "--seeds", "0")[1..])) with { Threads = 1 };
    }

    /// <summary>Looks at memory whenever another ten rows are done, with the last row's models still alive.</summary>
    private sealed class Ledger : ISweepView
    {
        private int rows;

        public List<(int Row, long Tensors, long Bytes)> Entries { get; } = [];

        public void Finished(string label, RunRecord record)
        {
            if (++rows < Warm || rows % Every != 0) return;
            var tensors = LiveTensors.Count();
            NativeHeap.Return();
            Entries.Add((rows, tensors, Environment.WorkingSet));
        }

        public void Step(string label, StepProgress step) { }

        public void Trained(string label) { }

        public void Measured(string label) { }

        public void DoneElsewhere(string label) { }

        public void Waiting(int runs) { }

        public void Failed(string label, Exception error) { }
    }
}
