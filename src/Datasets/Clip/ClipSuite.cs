using System.Collections.Concurrent;
using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Pixels;

namespace SurgeryBench.Datasets.Clip;

/// <summary>
/// The paper's eight data sets with CLIP's preprocessing, from the hub's parquet files. Names, columns and sizes are checked at once; the
/// images of a split are decoded when it is first asked for, into a file that later runs map.
/// </summary>
public sealed class ClipSuite : ISuite
{
    /// <summary>The name in the catalogue.</summary>
    public const string SuiteName = "clip8";

    // Raised whenever a change to decoding, resizing or splitting changes any pixel or split.
    private const int ReadingVersion = 1;

    private readonly ClipOptions options;
    private readonly ImmutableArray<ClipSource> sources;
    private readonly PixelCache pixels;
    private readonly FileContent content;
    private readonly Lazy<string> fingerprint;
    private readonly TaskCache cache = new();
    private readonly ConcurrentDictionary<string, ImmutableArray<string>> damaged = new(StringComparer.Ordinal);

    /// <summary>Finds the shards and checks them; decodes nothing.</summary>
    /// <exception cref="BadInputException">Something is missing or does not fit; the message says what.</exception>
    public ClipSuite(ClipOptions options)
    {
        this.options = options;
        if (options.ImageSize is < 1 or > 4096) throw new BadInputException($"Images of {options.ImageSize} pixels a side are asked for; expected 1 to 4096.");
        if (options.Folders.Keys.FirstOrDefault(name => ClipTasks.All.All(task => task.Info.Name != name)) is { } unknown)
            throw new BadInputException($"'{unknown}' is no task of {SuiteName}; its tasks are {string.Join(", ", ClipTasks.All.Select(task => task.Info.Name))}.");
        sources = [.. ClipTasks.All.Where(task => options.Folders.ContainsKey(task.Info.Name))
            .Select(task => ClipSource.Find(task, options.Folders[task.Info.Name], options.CheckSizes))];
        if (sources.IsEmpty) throw new BadInputException($"No folder is named for any task of {SuiteName}; expected one a data set.");
        Tasks = [.. sources.Select(source => source.Task.Info)];
        pixels = new PixelCache(options.CacheFolder) { LimitBytes = options.CacheLimitBytes };
        content = new FileContent(Path.Combine(options.CacheFolder, "shards"));
        fingerprint = new Lazy<string>(() => Datasets.Fingerprint.Of(sources.SelectMany(source =>
            Lines(source).Append("train").Concat(ClipSource.Lines(source.Train, content)).Append("test").Concat(ClipSource.Lines(source.Test, content)))));
    }

    /// <inheritdoc/>
    public string Name => SuiteName;

    /// <inheritdoc/>
    public string Fingerprint => fingerprint.Value;

    /// <inheritdoc/>
    public int ImageSize => options.ImageSize;

    /// <inheritdoc/>
    public ImmutableArray<TaskInfo> Tasks { get; }

    /// <inheritdoc/>
    public int PretrainingClasses => 0;

    /// <summary>Images found damaged so far, each with its shard and row and what is wrong; they are in no split.</summary>
    public ImmutableArray<string> Damaged => [.. damaged.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => pair.Value)];

    /// <inheritdoc/>
    public TaskData Load(string task)
    {
        var source = sources.FirstOrDefault(candidate => candidate.Task.Info.Name == task)
            ?? throw new ArgumentException($"Suite '{Name}' has no task '{task}'.", nameof(task));
        return cache.Get(task, () => new TaskData(
            source.Task.Info, () => Read(source, "train"), () => Read(source, "validation"), () => Read(source, "test")));
    }

    /// <inheritdoc/>
    public ImageSplit? LoadPretraining() => null;

    /// <inheritdoc/>
    public void Dispose() => cache.Dispose();

    private ImageSplit Read(ClipSource source, string split)
    {
        var task = source.Task.Info.Name;
        var key = Datasets.Fingerprint.Of([.. Lines(source), .. ClipSource.Lines(split == "test" ? source.Test : source.Train, content)]);
        var name = $"{task}.{split}.{ImageSize}.{key}";
        var file = pixels.Find(name, ImageSize) ?? Decode(Checked(source, split), name);
        damaged[$"{task}/{split}"] = file.Damaged;
        return file.Map();
    }

    // Once decoded, images have checksums of their own.
    private SplitPlan Checked(ClipSource source, string split)
    {
        foreach (var path in (split == "test" ? source.Test : source.Train).Paths) content.Check(path);
        return source.Plan(split);
    }

    private PixelFile Decode(SplitPlan plan, string name)
    {
        using (var writer = pixels.Create(name, new PixelLayout(ImageSize, plan.Rows.Length))) new SplitDecoder(plan, ImageSize, options.Progress).Write(writer);
        return pixels.Find(name, ImageSize) ?? throw new IOException($"The decoded images of {plan.Task}/{plan.Split} were damaged or deleted as soon as they were written to '{options.CacheFolder}'.");
    }

    private IEnumerable<string> Lines(ClipSource source) =>
        [$"reading {ReadingVersion} {SkiaSharp.SkiaSharpVersion.Native} {ImageSize}", $"task {source.Task.Info.Name}", .. source.Task.Info.Classes];
}
