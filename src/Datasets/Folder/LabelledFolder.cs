using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Folder;

/// <summary>A folder with a class list and splits.</summary>
/// <param name="Name">Kebab-case.</param>
/// <param name="Path">The folder.</param>
/// <param name="Labels">What its class folders stand for.</param>
internal sealed record LabelledFolder(string Name, string Path, LabelScheme Labels)
{
    /// <summary>Largest image file accepted, in bytes.</summary>
    internal const long MostBytes = 16 << 20;

    /// <summary>Name and classes as the suite shows them.</summary>
    internal TaskInfo Info => new(Name, Labels.Classes);

    /// <summary>Reads a folder's class list.</summary>
    internal static LabelledFolder Open(string path, IReadOnlySet<string> fineLabels)
    {
        var name = FolderNames.Kebab(path);
        return new LabelledFolder(name, path, LabelScheme.Read(path, fineLabels.Contains(name)));
    }

    /// <summary>Lists a split and checks every entry's size and label; reads no image.</summary>
    /// <exception cref="BadInputException">The split is missing or empty, or an entry is not acceptable.</exception>
    internal SplitListing List(string split)
    {
        var source = Source(split);
        ImmutableArray<ImageEntry> entries = [.. source.List().Where(IsVisible).Select(entry => entry with { Label = LabelOf(entry, source) })];
        return entries.IsEmpty
            ? throw new BadInputException($"'{source.Path}' holds no images; expected files in a folder a class.")
            : new SplitListing(source, [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)]);
    }

    private ISplitSource Source(string split)
    {
        var path = System.IO.Path.Combine(Path, split);
        if (File.Exists(path + ".zip")) return new ZipSource(path + ".zip");
        if (Directory.Exists(path)) return new DirectorySource(path);
        throw new BadInputException($"'{Path}' has no {split} images; expected '{split}.zip' or a folder '{split}'.");
    }

    private static bool IsVisible(ImageEntry entry) => !System.IO.Path.GetFileName(entry.Name).StartsWith('.');

    private int LabelOf(ImageEntry entry, ISplitSource source)
    {
        if (entry.Size > MostBytes)
            throw new BadInputException($"'{entry.Name}' in '{source.Path}' has {entry.Size} bytes; expected at most {MostBytes}.");
        var end = entry.Name.IndexOf('/', StringComparison.Ordinal);
        if (end < 0) throw new BadInputException($"'{entry.Name}' in '{source.Path}' stands in no class folder; expected 'class/name'.");
        var folder = entry.Name[..end];
        return Labels.LabelOf(folder) ?? throw new BadInputException(
            $"'{entry.Name}' in '{source.Path}' has the label '{folder}'; expected one of the {Labels.FolderClasses.Length} names in classes.txt or a number below that.");
    }
}
