namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>
/// Tells a host that sends, but so little that it would never come to an end, from a slow line: the slowest line that is any use brings a
/// kibibyte while one is patient.
/// </summary>
/// <param name="call">Whose answer is read, for messages.</param>
/// <param name="settings">How patient to be, by which clock.</param>
internal sealed class DripWatch(HubCall call, HubSettings settings)
{
    private const long LeastBytes = 1 << 10;
    private long started = settings.Time.GetTimestamp();
    private long bytes;

    /// <summary>Counts what has come.</summary>
    /// <exception cref="TransientHubException">It is too little for the time it took.</exception>
    internal void Count(int come)
    {
        bytes += come;
        var took = settings.Time.GetElapsedTime(started);
        if (took < settings.Patience) return;
        if (bytes < LeastBytes)
            throw new TransientHubException($"{call.Address.Authority} sends {call.What} too slowly, {bytes} bytes in {took.TotalSeconds:F0} s; check the network, the same command goes on from here.");
        (started, bytes) = (settings.Time.GetTimestamp(), 0);
    }
}
