namespace SurgeryBench.Datasets.Hub;

/// <summary>How far a file is. Reported from several threads.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Path">The file in it.</param>
/// <param name="Bytes">Bytes on disk so far, with those of an earlier, interrupted fetch.</param>
/// <param name="Size">Bytes of the whole file.</param>
/// <param name="Stage">What is going on.</param>
public readonly record struct HubProgress(HubRepository Repository, string Path, long Bytes, long Size, HubStage Stage);
