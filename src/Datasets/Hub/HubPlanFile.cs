namespace SurgeryBench.Datasets.Hub;

/// <summary>A file that was asked for, and what there is of it.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Commit">The commit; null if none is known, offline and without a cache.</param>
/// <param name="File">The file; where nothing is known about the repository, the pattern that was asked for.</param>
/// <param name="Held">Bytes of it in the cache.</param>
/// <param name="State">How much of it that is.</param>
public sealed record HubPlanFile(HubRepository Repository, string? Commit, HubFile File, long Held, HubFileState State)
{
    /// <summary>Bytes still to download; null if the size is unknown, 0 if it is there.</summary>
    public long? Missing => State == HubFileState.Present ? 0 : File.Size - Held;
}
