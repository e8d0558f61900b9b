using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Folder;

/// <summary>Finds folders with class lists.</summary>
internal static class LabelledFolders
{
    /// <summary>Those directly within a folder.</summary>
    /// <exception cref="BadInputException">A folder holds images but no class list.</exception>
    internal static IEnumerable<LabelledFolder> In(string path, IReadOnlySet<string> fineLabels) =>
        Directory.GetDirectories(path).Where(IsMeant).Order(StringComparer.Ordinal).Select(folder => LabelledFolder.Open(folder, fineLabels));

    private static bool IsMeant(string folder)
    {
        if (LabelScheme.IsIn(folder)) return true;
        if (!HoldsSplit(folder, "train") && !HoldsSplit(folder, "test")) return false;
        throw new BadInputException($"'{folder}' holds images but no 'classes.txt'; expected one with a class name a line.");
    }

    private static bool HoldsSplit(string folder, string split) =>
        Directory.Exists(Path.Combine(folder, split)) || File.Exists(Path.Combine(folder, $"{split}.zip"));
}
