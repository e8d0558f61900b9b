using System.Collections.Concurrent;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Accuracy.Views;

/// <summary>Adds up the bytes that a fetch has brought, without those that an earlier one left.</summary>
internal sealed class FetchTally(HubPlan plan)
{
    private readonly ConcurrentDictionary<(HubRepository Repository, string Path), long> arrived = new();
    private readonly Dictionary<(HubRepository Repository, string Path), long> held = plan.Files.ToDictionary(file => (file.Repository, file.File.Path), file => file.Held);

    /// <summary>Takes a report in.</summary>
    /// <returns>Bytes of all files so far.</returns>
    public long Add(HubProgress value)
    {
        var file = (value.Repository, value.Path);
        if (value.Stage is HubStage.Downloading or HubStage.Done) arrived[file] = Math.Max(0, value.Bytes - held.GetValueOrDefault(file));
        return arrived.Values.Sum();
    }
}
