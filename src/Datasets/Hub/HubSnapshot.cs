namespace SurgeryBench.Datasets.Hub;

/// <summary>Where the files of a repository are.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Commit">The commit they are of.</param>
/// <param name="Folder">The folder under which they lie by their paths.</param>
public sealed record HubSnapshot(HubRepository Repository, string Commit, string Folder);
