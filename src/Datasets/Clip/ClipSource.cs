using SurgeryBench.Core;
using SurgeryBench.Datasets.Shards;

namespace SurgeryBench.Datasets.Clip;

/// <summary>A task with the shards that were found for it.</summary>
/// <param name="Task">The task.</param>
/// <param name="Path">The folder they lie under, for messages.</param>
/// <param name="Train">Training shards; none if only test images were fetched.</param>
/// <param name="Test">Test shards.</param>
internal sealed record ClipSource(ClipTask Task, string Path, ShardSet Train, ShardSet Test)
{
    /// <summary>Finds the shards of a task.</summary>
    /// <exception cref="BadInputException">There is no such folder, it has no test shards, or their rows are not as many as they should be.</exception>
    internal static ClipSource Find(ClipTask task, string folder, bool checkSizes)
    {
        var path = task.Folder.Length == 0 ? folder : System.IO.Path.Combine(folder, task.Folder);
        if (!Directory.Exists(path)) throw new BadInputException($"The folder '{path}' does not exist; expected the parquet files of {task.HubId}.");
        var source = new ClipSource(task, path, new ShardSet(ShardNames.Find(path, "train")), new ShardSet(ShardNames.Find(path, "test")));
        if (source.Test.Paths.IsEmpty) throw new BadInputException($"'{path}' holds no 'test-*.parquet'; expected the test shards of {task.HubId}.");
        var rows = source.Test.CountRows();
        if (checkSizes && rows != task.TestImages)
            throw new BadInputException($"'{path}' holds {rows} test images of {task.Info.Name}; expected the {task.TestImages} of {task.HubId}.");
        return source;
    }

    /// <summary>The rows of one of our splits; reads labels, no images.</summary>
    /// <exception cref="BadInputException">The shards are not there or a label is wrong.</exception>
    internal SplitPlan Plan(string split)
    {
        var shards = split == "test" ? Test : Train;
        if (shards.Paths.IsEmpty) throw new BadInputException($"'{Path}' holds no 'train-*.parquet'; expected the training shards of {Task.HubId}.");
        var labels = shards.ReadLabels(Task.Info.Classes.Length);
        return split == "test" ? SplitPlan.Whole(Task.Info.Name, split, shards, labels) : SplitPlan.Part(Task.Info.Name, split == "validation", shards, labels);
    }

    /// <summary>Everything that determines a hub split, as text.</summary>
    internal static IEnumerable<string> Lines(ShardSet shards, FileContent content) =>
        shards.Paths.Select(path => $"{System.IO.Path.GetFileName(path)} {new FileInfo(File.ResolveLinkTarget(path, true)?.FullName ?? path).Length} {content.Of(path)}");
}
