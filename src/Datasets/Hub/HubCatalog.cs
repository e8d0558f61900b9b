using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Clip;

namespace SurgeryBench.Datasets.Hub;

/// <summary>Which repositories hold the models and images of suite <c>clip8</c>, family <c>hf</c>.</summary>
public static class HubCatalog
{
    private static readonly ImmutableArray<(string Backbone, string Name)> Towers =
        [("vit-b-32", "base-patch32"), ("vit-b-16", "base-patch16"), ("vit-l-14", "large-patch14")];

    /// <summary>The backbones, smallest patch count first.</summary>
    public static ImmutableArray<string> Backbones { get; } = [.. Towers.Select(tower => tower.Backbone)];

    /// <summary>The tasks in table order.</summary>
    public static ImmutableArray<string> Tasks { get; } = [.. ClipTasks.All.Select(task => task.Info.Name)];

    /// <summary>The splits that hold clean images.</summary>
    public static ImmutableArray<string> Splits { get; } = ["train", "test"];

    /// <summary>The published models of a backbone. Experts are named as our tasks are.</summary>
    /// <exception cref="BadInputException">There is no such backbone.</exception>
    public static HubModels ModelsOf(string backbone)
    {
        var tower = Towers[Backbones.IndexOf(Known("backbone", Backbones, backbone))].Name;
        return new HubModels($"openai/clip-vit-{tower}", $"tanganke/clip-vit-{tower}_{HubModels.Placeholder}");
    }

    /// <summary>The repository of a task's images.</summary>
    /// <exception cref="BadInputException">There is no such task.</exception>
    public static HubRepository RepositoryOf(string task) => new(HubKind.Dataset, TaskOf(task).HubId);

    /// <summary>The images of a task, as parquet.</summary>
    /// <param name="task">One of <see cref="Tasks"/>.</param>
    /// <param name="splits">Some of <see cref="Splits"/>.</param>
    /// <exception cref="BadInputException">There is no such task or split.</exception>
    public static HubRequest Images(string task, params IEnumerable<string> splits)
    {
        var folder = TaskOf(task).Folder is { Length: > 0 } own ? own : "*";
        return new HubRequest(RepositoryOf(task), [.. splits.Select(split => Known("split", Splits, split)).Select(split => $"{folder}/{split}-*.parquet|{split}-*.parquet")]);
    }

    private static ClipTask TaskOf(string task) => ClipTasks.All[Tasks.IndexOf(Known("task", Tasks, task))];

    private static string Known(string kind, ImmutableArray<string> names, string name) => names.Contains(name)
        ? name
        : throw new BadInputException($"Suite '{ClipSuite.SuiteName}' has no {kind} '{name}' on the hub; expected one of {string.Join(", ", names)}.");
}
