namespace SurgeryBench.Datasets.Hub;

/// <summary>A file of a repository as the hub lists it.</summary>
/// <param name="Path">Below the repository, with slashes.</param>
/// <param name="Size">In bytes; null if nobody has said it yet.</param>
/// <param name="Hash">What its bytes must hash to: 64 hex digits of SHA-256 for a large file, 40 of git's SHA-1 for a small one; null if unknown.</param>
public sealed record HubFile(string Path, long? Size, string? Hash);
