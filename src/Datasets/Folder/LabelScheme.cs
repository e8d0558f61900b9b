using System.Collections.Immutable;
using System.Globalization;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Folder;

/// <summary>What the class folders of a task stand for.</summary>
/// <param name="Classes">The classes the task is scored on.</param>
/// <param name="FolderClasses">The classes the folders are named after; the same unless the labelling is coarse.</param>
/// <param name="LabelOfFolderClass">The label each folder class gets.</param>
internal sealed record LabelScheme(ImmutableArray<string> Classes, ImmutableArray<string> FolderClasses, ImmutableArray<int> LabelOfFolderClass)
{
    private const string ClassFile = "classes.txt", CoarseClassesEnd = "_classes.txt", CoarseLabelsEnd = "_of_class.txt";

    /// <summary>Whether a folder has a class list, which makes it a task's.</summary>
    internal static bool IsIn(string folder) => File.Exists(Path.Combine(folder, ClassFile));

    /// <summary>Reads the class list and, where one stands beside it and is wanted, the coarser labelling.</summary>
    internal static LabelScheme Read(string folder, bool fine)
    {
        var classes = Lines(Path.Combine(folder, ClassFile));
        var coarse = fine ? null : Directory.GetFiles(folder, "*" + CoarseLabelsEnd).Order(StringComparer.Ordinal).FirstOrDefault();
        return coarse is null ? new LabelScheme(classes, classes, [.. Enumerable.Range(0, classes.Length)]) : Coarse(coarse, classes);
    }

    /// <summary>The label of images in a class folder; null if no class is called so.</summary>
    /// <param name="folder">A class name or its number in the class list.</param>
    internal int? LabelOf(string folder)
    {
        var index = FolderClasses.IndexOf(folder);
        if (index < 0 && int.TryParse(folder, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) index = number;
        return index >= 0 && index < FolderClasses.Length ? LabelOfFolderClass[index] : null;
    }

    private static LabelScheme Coarse(string labelFile, ImmutableArray<string> folderClasses)
    {
        var classes = Lines(labelFile[..^CoarseLabelsEnd.Length] + CoarseClassesEnd);
        var lines = Lines(labelFile);
        if (lines.Length != folderClasses.Length)
            throw new BadInputException($"'{labelFile}' has {lines.Length} labels; {ClassFile} beside it has {folderClasses.Length} classes.");
        return new LabelScheme(classes, folderClasses, [.. lines.Select((line, i) => CoarseLabel(labelFile, line, i, classes.Length))]);
    }

    private static int CoarseLabel(string file, string line, int index, int classes) =>
        int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var label) && label < classes
            ? label
            : throw new BadInputException($"'{file}' gives class {index} the label '{line}'; expected a number from 0 to {classes - 1}.");

    private static ImmutableArray<string> Lines(string file)
    {
        const int MostBytes = 1 << 22;
        if (!File.Exists(file)) throw new BadInputException($"'{file}' does not exist; expected one class a line.");
        if (new FileInfo(file).Length > MostBytes) throw new BadInputException($"'{file}' has {new FileInfo(file).Length} bytes; expected a list of at most {MostBytes}.");
        ImmutableArray<string> lines = [.. File.ReadAllText(file).TrimEnd().Split('\n').Select(line => line.Trim())];
        if (lines is [""]) throw new BadInputException($"'{file}' is empty; expected one class a line.");
        return lines;
    }
}
