using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Folder;

/// <summary>The training images of folders that are not tasks, their classes numbered one folder after the other.</summary>
/// <param name="Classes">Number of classes of all folders together; 0 without folders.</param>
/// <param name="Splits">One a folder, labels already numbered through.</param>
internal sealed record PretrainingFolders(int Classes, ImmutableArray<SplitListing> Splits)
{
    private const string Usual = "extra";

    /// <summary>Lists what the options name, or the usual place; reads no image.</summary>
    internal static PretrainingFolders Open(FolderOptions options)
    {
        var path = options.PretrainingPath ?? Path.Combine(options.Path, Usual);
        if (!Directory.Exists(path))
        {
            return options.PretrainingPath is null
                ? new PretrainingFolders(0, [])
                : throw new BadInputException($"The folder '{path}' does not exist; expected images for pretraining.");
        }
        return Number(LabelScheme.IsIn(path) ? [LabelledFolder.Open(path, options.FineLabels)] : [.. LabelledFolders.In(path, options.FineLabels)], path);
    }

    /// <summary>Everything that determines the images and labels, as text.</summary>
    internal IEnumerable<string> Lines() => [$"pretraining {Classes}", .. Splits.SelectMany(split => split.Lines())];

    private static PretrainingFolders Number(LabelledFolder[] folders, string path)
    {
        if (folders.Length == 0) throw new BadInputException($"'{path}' holds no images for pretraining; expected a 'classes.txt' in it or in folders in it.");
        var classes = 0;
        var splits = ImmutableArray.CreateBuilder<SplitListing>(folders.Length);
        foreach (var folder in folders)
        {
            var listing = folder.List("train").Shuffled();
            var first = classes;
            splits.Add(listing with { Entries = [.. listing.Entries.Select(entry => entry with { Label = first + entry.Label })] });
            classes += folder.Labels.Classes.Length;
        }
        return new PretrainingFolders(classes, splits.MoveToImmutable());
    }
}
