using System.Collections.Immutable;
using System.Text.Json;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Models;
using SurgeryBench.Models.Safetensors;
using static TorchSharp.torch;

namespace SurgeryBench.Speed.Ratios;

/// <summary>What both sides of a comparison read: models, images, batches and where modules start, as random numbers in files of one folder.</summary>
/// <param name="Backbone">The tower.</param>
/// <param name="Images">Images a task.</param>
/// <param name="Iterations">Rounds over the tasks of what is trained.</param>
internal sealed record ComparisonInputs(string Backbone, int Images, int Iterations)
{
    private const int Classes = 16;
    private const double HeadScale = 100, TaskVectorSize = 0.003;
    private static readonly Seed Root = Seed.Of("comparison");

    /// <summary>The tasks.</summary>
    public static ImmutableArray<string> Tasks { get; } = [.. Enumerable.Range(0, 8).Select(index => $"task-{index}")];

    /// <summary>The tower's function.</summary>
    public VisionTransformer Tower { get; } = BackboneCatalog.Find(Backbone);

    /// <summary>Whether the tower is one of those that run on one thread each, several side by side.</summary>
    public bool IsSmall => Tower.Width < 512;

    /// <summary>The folder's name.</summary>
    public string Name => $"{Backbone}.{Images}.{Iterations}";

    /// <summary>Writes the files, unless they are there.</summary>
    /// <param name="folder">Made if need be.</param>
    public void Write(string folder)
    {
        // The list of what is there is written last.
        var list = Path.Combine(folder, "inputs.json");
        if (File.Exists(list)) return;
        Directory.CreateDirectory(folder);
        using var anchor = VisionTransformerInit.Draw(Tower.Shape, Root.For("base"));
        SafetensorsWriter.Write(FileOf(folder, "base"), anchor);
        foreach (var task in Tasks) WriteTask(folder, task, anchor);
        using (var input = Loaded.From(folder, this)) WriteModules(folder, input);
        var shape = Tower.Shape;
        File.WriteAllText(list, JsonSerializer.Serialize(new
        {
            sizes = new { width = shape.Width, blocks = shape.Blocks, heads = shape.Heads, patch = shape.Patch, side = shape.ImageSize, embedding = shape.EmbeddingSize },
            tasks = Tasks,
            iterations = Iterations,
        }));
    }

    /// <summary>The path of a file.</summary>
    public static string FileOf(string folder, string name) => Path.Combine(folder, $"{name}.safetensors");

    private void WriteTask(string folder, string task, Weights anchor)
    {
        using var scope = NewDisposeScope();
        using var expert = anchor.Map((name, tensor) => tensor + (Normal($"{task}/{name}", tensor.shape) * TaskVectorSize));
        SafetensorsWriter.Write(FileOf(folder, $"{task}.expert"), expert);
        Write(folder, $"{task}.head", "weight", Normal($"{task}/head", Classes, Tower.EmbeddingSize) * (HeadScale / Math.Sqrt(Tower.EmbeddingSize)));
        Write(folder, $"{task}.images", "images", Normal($"{task}/images", Images, 3, Tower.ImageSize, Tower.ImageSize));
        Write(folder, $"{task}.batches", "batches", stack([.. Enumerable.Range(0, Iterations).Select(visit => Batches(task, visit))]));
    }

    // The batches that a repair draws with its default settings.
    private Tensor Batches(string task, int visit)
    {
        var repair = new SurgeryV2();
        var drawn = new ShuffledVisits(Loaded.Seed.For("batches")).Draw(task, visit, repair.BatchesPerVisit, repair.BatchSize, Images);
        return tensor(drawn.SelectMany(batch => batch).ToArray()).view(drawn.Count, -1);
    }

    // A step of this size leaves modules where they started: it is the way to see them from outside.
    private static void WriteModules(string folder, Loaded input)
    {
        const double nothing = 1e-30;
        SurgeryRepair[] repairs =
        [
            new SurgeryV2 { Iterations = 1, BatchesPerVisit = 1, BatchSize = 1, LearningRate = nothing },
            new RepresentationSurgery { Iterations = 1, BatchesPerVisit = 1, BatchSize = 1, LearningRate = nothing },
        ];
        using var merged = new TaskArithmetic().Merge(input.MergeInput);
        foreach (var (repair, name) in repairs.Zip(new[] { "modules.deep", "modules.final" }))
        {
            using var start = repair.Repair(merged, input.RepairInput);
            using var corrections = new Weights(start.Parts!.Corrections.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.clone())));
            SafetensorsWriter.Write(FileOf(folder, name), corrections);
        }
    }

    private static void Write(string folder, string file, string name, Tensor tensor)
    {
        using var one = new Weights([KeyValuePair.Create(name, tensor)]);
        SafetensorsWriter.Write(FileOf(folder, file), one);
    }

    private static Tensor Normal(string purpose, params long[] shape)
    {
        using var generator = Root.For(purpose).Generator();
        return randn(shape, generator: generator);
    }
}
