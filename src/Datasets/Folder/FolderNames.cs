using System.Collections.Immutable;

namespace SurgeryBench.Datasets.Folder;

/// <summary>How folders become task names, and the order of those the papers use.</summary>
internal static class FolderNames
{
    private static readonly ImmutableArray<string> PaperOrder = ["sun397", "stanford-cars", "resisc45", "eurosat", "svhn", "gtsrb", "mnist", "dtd"];

    /// <summary>The folder's own name in kebab-case.</summary>
    internal static string Kebab(string path) =>
        System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)))
            .ToLowerInvariant().Replace('_', '-').Replace(' ', '-');

    /// <summary>The papers' tasks in their order, then all others by name.</summary>
    internal static IEnumerable<LabelledFolder> InTableOrder(IEnumerable<LabelledFolder> folders) =>
        folders.OrderBy(folder => PaperOrder.IndexOf(folder.Name) is >= 0 and var place ? place : PaperOrder.Length)
            .ThenBy(folder => folder.Name, StringComparer.Ordinal);
}
