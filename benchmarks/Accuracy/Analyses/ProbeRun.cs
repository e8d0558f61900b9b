using System.Collections.Concurrent;
using System.Collections.Immutable;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Results.Probes;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Makes the records of a probe: merges once, then measures the rows of the merge side by side, each on one core.</summary>
internal sealed class ProbeRun : IAnalysisRun
{
    private readonly Probe probe;
    private readonly SweepPlan plan;
    private readonly ProbeStore store;
    private readonly ImmutableArray<ProbeJob> jobs;
    private readonly TimeProvider clock;

    /// <summary>Looks at what is done.</summary>
    /// <param name="probe">What to measure.</param>
    /// <param name="plan">Of which rows; owned.</param>
    /// <exception cref="Core.BadInputException">A record that is there is damaged or out of place.</exception>
    public ProbeRun(Probe probe, SweepPlan plan)
    {
        (this.probe, this.plan, store) = (probe, plan, new ProbeStore(AnalysisFolder.Of(plan.Selection.Results)));
        clock = ClockAfter.All(store.All().Select(record => record.Provenance), plan.Clock);
        jobs =
        [
            .. from run in plan.Runs
               from part in probe.CasesOf(run.Row, plan.Suite.Tasks.Length)
               select new ProbeJob(run.Row, part, new ProbeKey { Analysis = probe.Name, Settings = part.Settings, Row = run.Key }),
        ];
    }

    public int Total => jobs.Length;

    public int Absent => Missing.Count();

    private IEnumerable<ProbeJob> Missing => jobs.Where(job => !store.Contains(job.Key));

    public IReadOnlyList<RunFailure> Run(ISweepView view, CancellationToken cancellation)
    {
        var failures = new ConcurrentBag<RunFailure>();
        foreach (var zoo in Missing.GroupBy(job => (job.Key.Row.Seed, job.Case.Width)).ToList())
        {
            using var bench = Bench.Open(zoo.Key.Width is { } width ? WidenedZoos.Of(plan, width) : plan, zoo.Key.Seed, view, cancellation);
            foreach (var merge in zoo.GroupBy(job => (job.Row.MethodOrder, job.Case.Tasks))) Run([.. merge], bench, failures, view, cancellation);
        }
        return [.. failures];
    }

    public void Dispose() => plan.Dispose();

    private void Run(ImmutableArray<ProbeJob> merge, Bench bench, ConcurrentBag<RunFailure> failures, ISweepView view, CancellationToken cancellation)
    {
        var (method, label) = (merge[0].Row.Method, $"{merge[0].Row.Method.Name}, seed {merge[0].Key.Row.Seed}");
        var inputs = RunInputs.Of(bench, plan.Suite.Name, merge[0].Key.Row.Seed, cancellation);
        ProbeSubject? subject = null;
        RunBorder.Guard(label, () => subject = new ProbeSubject(method, merge[0].Case.Tasks, bench, inputs, new LossLog(label, view), cancellation), failures, view);
        using (subject)
        {
            if (subject is null) return;
            Parallel.ForEach(merge, new ParallelOptions { MaxDegreeOfParallelism = plan.Selection.Threads, CancellationToken = cancellation }, job => RunBorder.Guard(job.Label, () =>
            {
                Finish(job, subject, bench, view);
                view.Measured(job.Label);
            }, failures, view));
        }
    }

    private void Finish(ProbeJob job, ProbeSubject subject, Bench bench, ISweepView view)
    {
        var started = Machine.Describe(plan.Selection.Device, clock) with { ZooDigest = bench.Digest };
        store.Write(new ProbeRecord
        {
            Key = job.Key,
            Series = probe.Measure(job, subject, new LossLog(job.Label, view)),
            MethodOrder = job.Row.MethodOrder,
            RepairOrder = job.Row.RepairOrder,
            Provenance = started,
        });
    }
}
