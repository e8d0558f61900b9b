using System.Diagnostics;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>What a phase of a run gave, and what it took.</summary>
/// <param name="Result">What it gave.</param>
/// <param name="Took">How long it took by the wall clock.</param>
/// <param name="Peak">The most the process held meanwhile, bytes; null where the system does not tell.</param>
internal sealed record Measured<T>(T Result, TimeSpan Took, long? Peak)
{
    /// <summary>Does the work of a phase.</summary>
    public static Measured<T> Of(Func<T> work)
    {
        using var memory = PeakMemory.OfThisProcess.Begin();
        var clock = Stopwatch.StartNew();
        var result = work();
        return new(result, clock.Elapsed, memory.Peak);
    }
}
