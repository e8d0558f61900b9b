namespace SurgeryBench.Datasets.Hub;

/// <summary>A file that could not be fetched.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Path">The file in it.</param>
/// <param name="Message">What happened and what to do, in one line.</param>
public sealed record HubFailure(HubRepository Repository, string Path, string Message);
