using System.Collections.Immutable;
using SurgeryBench.Datasets;
using SurgeryBench.Experts;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>A checked selection: everything it names exists. Owns the suite and where zoos come from.</summary>
internal sealed record SweepPlan : IDisposable
{
    public required Selection Selection { get; init; }

    public required ISuite Suite { get; init; }

    public required RunStore Store { get; init; }

    public required IZooSource Zoos { get; init; }

    /// <summary>Hears of every image that is decoded.</summary>
    public required DecodeRelay Decoding { get; init; }

    public required ImmutableArray<PlannedRun> Runs { get; init; }

    /// <summary>Tells when a run starts: after all that are done.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Runs without a record.</summary>
    public IEnumerable<PlannedRun> Absent => Runs.Where(run => !run.Done);

    public void Dispose()
    {
        Zoos.Dispose();
        Suite.Dispose();
    }
}
