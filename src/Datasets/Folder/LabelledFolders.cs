namespace SurgeryBench.Datasets.Folder;

/// <summary>Finds folders with class lists.</summary>
internal static class LabelledFolders
{
    /// <summary>Those directly within a folder.</summary>
    internal static IEnumerable<LabelledFolder> In(string path, IReadOnlySet<string> fineLabels) =>
        Directory.GetDirectories(path).Where(LabelScheme.IsIn).Order(StringComparer.Ordinal).Select(folder => LabelledFolder.Open(folder, fineLabels));
}
