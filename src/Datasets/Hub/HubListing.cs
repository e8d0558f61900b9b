using System.Collections.Immutable;

namespace SurgeryBench.Datasets.Hub;

/// <summary>What a repository held at one commit.</summary>
/// <param name="Repository">The repository, at the revision that was asked for.</param>
/// <param name="Commit">The commit its revision stood for.</param>
/// <param name="Files">All files, in ordinal order of their paths.</param>
public sealed record HubListing(HubRepository Repository, string Commit, ImmutableArray<HubFile> Files);
