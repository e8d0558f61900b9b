using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;
using SurgeryBench.Models.Safetensors;
using static TorchSharp.torch;

namespace SurgeryBench.Speed.Ratios;

/// <summary>A comparison's inputs in memory. Owns them.</summary>
internal sealed class Loaded : IDisposable
{
    private readonly ComparisonInputs inputs;
    private readonly Weights anchor;
    private readonly ImmutableArray<Tensor> images;
    private readonly ExpertTargets targets;

    private Loaded(ComparisonInputs inputs, string folder)
    {
        this.inputs = inputs;
        anchor = SafetensorsFile.Load(ComparisonInputs.FileOf(folder, "base"));
        Experts = [.. ComparisonInputs.Tasks.Select(task => new Expert(
            task, SafetensorsFile.Load(ComparisonInputs.FileOf(folder, $"{task}.expert")), new Head(One(folder, $"{task}.head", "weight"))))];
        images = [.. ComparisonInputs.Tasks.Select(task => One(folder, $"{task}.images", "images").DetachFromDisposeScope())];
        targets = new ExpertTargets(inputs.Tower, Experts, Data);
    }

    /// <summary>The seed of everything that is drawn.</summary>
    public static Seed Seed { get; } = Seed.Of("comparison", "steps");

    /// <summary>Rounds over the tasks of what is trained.</summary>
    public int Iterations => inputs.Iterations;

    /// <summary>Parts of a batch that run side by side: small towers take one thread each, large ones are faster with all of them on one batch.</summary>
    public int Shards => inputs.IsSmall ? Environment.ProcessorCount : 1;

    /// <summary>The experts.</summary>
    public ImmutableArray<Expert> Experts { get; }

    /// <summary>What merges are given.</summary>
    public MergeInput MergeInput => new() { Base = anchor, Experts = Experts, Backbone = inputs.Tower, Data = Data, Seed = Seed };

    /// <summary>What repairs are given.</summary>
    public RepairInput RepairInput => new() { Base = anchor, Experts = Experts, Backbone = inputs.Tower, Data = Data, Targets = targets, Seed = Seed };

    /// <summary>So many images of the first task, one after the other and from the start again; owned by the caller.</summary>
    public Tensor Batch(int size) => images[0].repeat(1 + (size / inputs.Images), 1, 1, 1).narrow(0, 0, size).clone();

    /// <summary>Reads a folder.</summary>
    public static Loaded From(string folder, ComparisonInputs inputs) => new(inputs, folder);

    /// <inheritdoc/>
    public void Dispose()
    {
        targets.Dispose();
        anchor.Dispose();
        foreach (var expert in Experts)
        {
            expert.Weights.Dispose();
            expert.Head.Dispose();
        }
        foreach (var tensor in images) tensor.Dispose();
    }

    private ImmutableArray<TaskImages> Data => [.. ComparisonInputs.Tasks.Zip(images, (task, tensor) => new TaskImages(task, new TensorImages(tensor), []))];

    private static Tensor One(string folder, string file, string name)
    {
        using var opened = SafetensorsFile.Open(ComparisonInputs.FileOf(folder, file));
        return opened.Read(name);
    }
}
