using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Hub;

/// <summary>Which repositories hold the models and images of suite <c>clip8</c>, family <c>hf</c>.</summary>
public static class HubCatalog
{
    /// <summary>The suite.</summary>
    public const string Suite = "clip8";

    private static readonly ImmutableArray<(string Backbone, string Name)> Towers =
        [("vit-b-32", "base-patch32"), ("vit-b-16", "base-patch16"), ("vit-l-14", "large-patch14")];

    // Models and data sets spell one task differently: stanford-cars and stanford_cars. Experts are named as the tasks are.
    private static readonly ImmutableArray<(string Task, string Dataset, string Folder)> Sources =
    [
        ("sun397", "tanganke/sun397", "data"),
        ("stanford-cars", "tanganke/stanford_cars", "data"),
        ("resisc45", "tanganke/resisc45", "data"),
        ("eurosat", "tanganke/eurosat", "data"),
        ("svhn", "ufldl-stanford/svhn", "cropped_digits"),
        ("gtsrb", "tanganke/gtsrb", "data"),
        ("mnist", "ylecun/mnist", "mnist"),
        ("dtd", "tanganke/dtd", "data"),
    ];

    /// <summary>The backbones, smallest patch count first.</summary>
    public static ImmutableArray<string> Backbones { get; } = [.. Towers.Select(tower => tower.Backbone)];

    /// <summary>The tasks in table order.</summary>
    public static ImmutableArray<string> Tasks { get; } = [.. Sources.Select(source => source.Task)];

    /// <summary>The splits that hold clean images.</summary>
    public static ImmutableArray<string> Splits { get; } = ["train", "test"];

    /// <summary>The pretrained model, with its text tower; as safetensors, or where the repository has none, as PyTorch wrote it.</summary>
    /// <exception cref="BadInputException">There is no such backbone.</exception>
    public static HubRequest Base(string backbone) => new(
        new HubRepository(HubKind.Model, $"openai/clip-vit-{TowerOf(backbone)}"), ["config.json", "model.safetensors|pytorch_model.bin"]);

    /// <summary>The vision tower fine-tuned on a task.</summary>
    /// <exception cref="BadInputException">There is no such backbone or task.</exception>
    public static HubRequest Expert(string backbone, string task) => new(
        new HubRepository(HubKind.Model, $"tanganke/clip-vit-{TowerOf(backbone)}_{SourceOf(task).Task}"), ["config.json", "model.safetensors"]);

    /// <summary>The images of a task, as parquet.</summary>
    /// <param name="task">One of <see cref="Tasks"/>.</param>
    /// <param name="splits">Some of <see cref="Splits"/>.</param>
    /// <exception cref="BadInputException">There is no such task or split.</exception>
    public static HubRequest Images(string task, params ReadOnlySpan<string> splits)
    {
        var source = SourceOf(task);
        var patterns = ImmutableArray.CreateBuilder<string>();
        foreach (var split in splits) patterns.Add($"{source.Folder}/{Known("split", Splits, split)}-*.parquet|{split}-*.parquet");
        return new HubRequest(new HubRepository(HubKind.Dataset, source.Dataset), patterns.ToImmutable());
    }

    private static string TowerOf(string backbone) => Towers[Backbones.IndexOf(Known("backbone", Backbones, backbone))].Name;

    private static (string Task, string Dataset, string Folder) SourceOf(string task) => Sources[Tasks.IndexOf(Known("task", Tasks, task))];

    private static string Known(string kind, ImmutableArray<string> names, string name) => names.Contains(name)
        ? name
        : throw new BadInputException($"Suite '{Suite}' has no {kind} '{name}' on the hub; expected one of {string.Join(", ", names)}.");
}
