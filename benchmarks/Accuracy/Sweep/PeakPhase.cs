namespace SurgeryBench.Accuracy.Sweep;

/// <summary>A phase whose peak is measured until it is disposed.</summary>
/// <param name="memory">What measures it.</param>
internal sealed class PeakPhase(PeakMemory memory) : IDisposable
{
    /// <summary>The most the process held since the phase began, bytes; null where the system does not tell.</summary>
    public long? Peak => memory.PeakOf(this);

    /// <summary>What <see cref="PeakMemory"/> has found so far, bytes.</summary>
    internal long Bytes { get; set; }

    public void Dispose() => memory.End(this);
}
