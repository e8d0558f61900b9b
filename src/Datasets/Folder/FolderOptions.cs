using System.Collections.Immutable;

namespace SurgeryBench.Datasets.Folder;

/// <summary>Which folder of images to take as a suite, and how.</summary>
/// <param name="Path">A folder with one folder a task; each has <c>classes.txt</c> and <c>train</c> and <c>test</c> as zips or folders.</param>
public sealed record FolderOptions(string Path)
{
    /// <summary>Kebab-case name of the suite; null, the default, means the folder's own.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Images to train a base on: a folder like a task's, or a folder of such folders. Null, the default, means <c>extra</c> within
    /// <see cref="Path"/>, if there is one.
    /// </summary>
    public string? PretrainingPath { get; init; }

    /// <summary>Names of tasks that keep their own classes although a coarser labelling stands beside them; default none.</summary>
    public ImmutableHashSet<string> FineLabels { get; init; } = [];
}
