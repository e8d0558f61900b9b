namespace SurgeryBench.Tests.Fuzzing.Runs;

/// <summary>
/// Watches the memory of the whole process, which holds what native code takes besides what a case is charged with. It is looked at every
/// few milliseconds, so that what is held and given back in between escapes.
/// </summary>
internal sealed class Resident
{
    /// <summary>Several cases at a time, and what pools keep.</summary>
    private const long MostGrowth = 512L << 20;

    private readonly long start = Environment.WorkingSet;

    /// <summary>What is wrong; null for nothing.</summary>
    public string? Fault()
    {
        if (Growth <= MostGrowth) return null;
        // What nobody holds any more is no fault.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Growth <= MostGrowth ? null : $"the process grew by {Growth} bytes";
    }

    private long Growth => Environment.WorkingSet - start;
}
