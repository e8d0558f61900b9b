using System.Collections.Immutable;

namespace SurgeryBench.Datasets.Hub;

/// <summary>What a fetch would do.</summary>
/// <param name="Files">Every file asked for, in the order of the requests and then of their paths.</param>
/// <param name="Cache">The folder of the cache.</param>
/// <param name="FreeBytes">Bytes free there.</param>
public sealed record HubPlan(ImmutableArray<HubPlanFile> Files, string Cache, long FreeBytes)
{
    /// <summary>The files that are not there yet.</summary>
    public IEnumerable<HubPlanFile> Absent => Files.Where(file => file.State != HubFileState.Present);

    /// <summary>Bytes to download, and so to have free; files of unknown size count as nothing.</summary>
    public long MissingBytes => Files.Sum(file => file.Missing ?? 0);

    /// <summary>Bytes of all files; those of unknown size count as nothing.</summary>
    public long TotalBytes => Files.Sum(file => file.File.Size ?? 0);

    /// <summary>How many files have an unknown size.</summary>
    public int UnknownSizes => Files.Count(file => file.File.Size is null);
}
