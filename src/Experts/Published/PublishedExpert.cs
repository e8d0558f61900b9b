using SurgeryBench.Datasets.Clip;

namespace SurgeryBench.Experts.Published;

/// <summary>A published expert.</summary>
/// <param name="Task">Its task, with class names and templates.</param>
/// <param name="Path">The checkpoint of its vision tower.</param>
/// <param name="Head">The checkpoint of its classifier; null if one has to be built from the class names.</param>
public sealed record PublishedExpert(ClipTask Task, string Path, string? Head = null);
