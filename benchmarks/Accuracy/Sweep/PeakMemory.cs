namespace SurgeryBench.Accuracy.Sweep;

/// <summary>
/// The most a process held at once, by phases that may overlap. The system keeps one peak; it is taken, and begun anew, wherever a phase begins or
/// ends, and counts for all phases that were open until then. Safe for several threads.
/// </summary>
/// <param name="take">The peak since the last call, bytes; null where the system does not tell.</param>
internal sealed class PeakMemory(Func<long?> take)
{
    private readonly Lock gate = new();
    private readonly HashSet<PeakPhase> open = [];
    private long whole;

    /// <summary>That of this process.</summary>
    public static PeakMemory OfThisProcess { get; } = new(ResidentPeak.Take);

    /// <summary>The peak of all time, bytes; null where the system does not tell.</summary>
    public long? Whole
    {
        get
        {
            lock (gate) return Pass() ? whole : null;
        }
    }

    /// <summary>Begins a phase.</summary>
    /// <returns>Disposed when the phase ends.</returns>
    public PeakPhase Begin()
    {
        lock (gate)
        {
            Pass();
            var phase = new PeakPhase(this);
            open.Add(phase);
            return phase;
        }
    }

    /// <summary>The peak of a phase so far, bytes; null where the system does not tell.</summary>
    internal long? PeakOf(PeakPhase phase)
    {
        lock (gate) return Pass() ? phase.Bytes : null;
    }

    /// <summary>Ends a phase.</summary>
    internal void End(PeakPhase phase)
    {
        lock (gate)
        {
            Pass();
            open.Remove(phase);
        }
    }

    private bool Pass()
    {
        if (take() is not { } bytes) return false;
        whole = Math.Max(whole, bytes);
        foreach (var phase in open) phase.Bytes = Math.Max(phase.Bytes, bytes);
        return true;
    }
}
