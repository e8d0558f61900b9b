using System.Collections.Concurrent;
using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Folder;

/// <summary>
/// Any tasks of real images from a folder, at 32x32. All class lists and file lists are checked at once; images are decoded when a task
/// is first asked for.
/// </summary>
public sealed class FolderSuite : ISuite
{
    /// <summary>The name in the catalogue.</summary>
    public const string SuiteName = "folder8";

    // Raised whenever a change to decoding, resizing or splitting changes any pixel or split.
    private const int ReadingVersion = 1;

    private readonly ImmutableArray<FolderTask> tasks;
    private readonly PretrainingFolders pretraining;
    private readonly Lazy<string> fingerprint;
    private readonly TaskCache cache = new();
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> damaged = new(StringComparer.Ordinal);

    /// <summary>Finds the tasks and checks their lists.</summary>
    /// <exception cref="BadInputException">Something is missing, empty or does not fit; the message says what.</exception>
    public FolderSuite(FolderOptions options)
    {
        if (!Directory.Exists(options.Path)) throw new BadInputException($"The folder '{options.Path}' does not exist; expected a folder with one folder a task.");
        Name = options.Name ?? FolderNames.Kebab(options.Path);
        tasks = [.. FolderNames.InTableOrder(LabelledFolders.In(options.Path, options.FineLabels)).Select(FolderTask.Open)];
        if (tasks.IsEmpty) throw new BadInputException($"'{options.Path}' holds no task; expected folders with a 'classes.txt' in each.");
        Tasks = [.. tasks.Select(task => task.Info)];
        if (options.FineLabels.FirstOrDefault(name => Tasks.All(task => task.Name != name)) is { } unknown)
            throw new BadInputException($"Fine labels are asked for '{unknown}', which is no task of '{options.Path}'; its tasks are {string.Join(", ", Tasks.Select(task => task.Name))}.");
        pretraining = PretrainingFolders.Open(options);
        fingerprint = new Lazy<string>(() => Datasets.Fingerprint.Of(
            [$"reading {ReadingVersion} {ImageSize}", .. tasks.SelectMany(task => task.Lines()), .. pretraining.Lines()]));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Fingerprint => fingerprint.Value;

    /// <inheritdoc/>
    public int ImageSize => 32;

    /// <inheritdoc/>
    public ImmutableArray<TaskInfo> Tasks { get; }

    /// <inheritdoc/>
    public int PretrainingClasses => pretraining.Classes;

    /// <summary>Images found damaged so far, each with its file and what is wrong; they are in no split.</summary>
    public ImmutableArray<string> Damaged => [.. damaged.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value)];

    /// <inheritdoc/>
    public TaskData Load(string task)
    {
        var found = tasks.FirstOrDefault(candidate => candidate.Info.Name == task)
            ?? throw new ArgumentException($"Suite '{Name}' has no task '{task}'.", nameof(task));
        return cache.Get(task, () => Read(found));
    }

    /// <inheritdoc/>
    public ImageSplit? LoadPretraining()
    {
        if (pretraining.Splits.IsEmpty) return null;
        var parts = pretraining.Splits.Select((split, i) => Read($"pretraining/{i:d4}", split)).ToList();
        try
        {
            return ImageSplit.Join(parts);
        }
        finally
        {
            foreach (var part in parts) part.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => cache.Dispose();

    private TaskData Read(FolderTask task) => new(
        task.Info, Read($"{task.Info.Name}/train", task.Train), Read($"{task.Info.Name}/validation", task.Validation), Read($"{task.Info.Name}/test", task.Test));

    private ImageSplit Read(string what, SplitListing listing)
    {
        var (images, faults) = SplitReader.Read(listing, ImageSize);
        damaged[what] = faults;
        return images;
    }
}
