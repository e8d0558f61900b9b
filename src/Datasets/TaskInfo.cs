using System.Collections.Immutable;

namespace SurgeryBench.Datasets;

/// <summary>A task's name and what its labels mean.</summary>
/// <param name="Name">Kebab-case, unique in its suite, e.g. <c>traffic-signs</c>.</param>
/// <param name="Classes">The class names; label i is entry i.</param>
public sealed record TaskInfo(string Name, ImmutableArray<string> Classes);
