using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Models;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Doubles;

/// <summary>A random tower of two blocks, three experts near it, an integer buffer among the weights, and a few images a task.</summary>
internal sealed class TinyZoo : IDisposable
{
    private const int Images = 10;
    private const string Buffer = "visual.buffer";
    private static readonly VisionTransformerShape Shape = new(Width: 16, Blocks: 2, Heads: 2, Patch: 8, ImageSize: 16, EmbeddingSize: 12);
    private readonly Tensor pixels;

    public TinyZoo()
    {
        var seed = Seed.Of("tiny");
        using var drawn = VisionTransformerInit.Draw(Shape, seed);
        Base = new Weights(drawn.Names.Select(name => KeyValuePair.Create(name, drawn[name].clone())).Append(KeyValuePair.Create(Buffer, arange(5))));
        Experts = [.. Tasks.Select((task, t) => new Expert(task, Near(Base, seed.For(task)), new Head(Noise([4, Shape.EmbeddingSize], seed.For($"{task}/head")))))];
        pixels = Noise([Tasks.Length * Images, 3, Shape.ImageSize, Shape.ImageSize], seed.For("pixels"));
        Data = [.. Tasks.Select((task, t) => new TaskImages(task, new TensorImages(pixels.narrow(0, t * Images, Images)), []))];
        Targets = new ExpertTargets(Backbone, Experts, Data);
    }

    public static ImmutableArray<string> Tasks { get; } = ["one", "two", "three"];

    public VisionTransformer Backbone { get; } = new("tiny", Shape, new OpenClipLayout());

    public Weights Base { get; }

    public ImmutableArray<Expert> Experts { get; }

    public ImmutableArray<TaskImages> Data { get; }

    public ExpertTargets Targets { get; }

    public MergeInput MergeInput => new() { Base = Base, MultiTask = Experts[0].Weights, Experts = Experts, Backbone = Backbone, Data = Data };

    /// <summary>What a method is handed by a sweep: labels only if it declares that it looks at them.</summary>
    public MergeInput InputFor(IMergeMethod method) => method.Data is DataUse.LabelledTrain or DataUse.LabelledValidation ? MergeInput with { Data = Labelled } : MergeInput;

    public RepairInput RepairInput => new() { Base = Base, Experts = Experts, Backbone = Backbone, Data = Data, Targets = Targets };

    /// <summary>Everything a method must leave as it was.</summary>
    public IEnumerable<Tensor> Borrowed => Experts.SelectMany(expert => expert.Weights.Names.Select(name => expert.Weights[name]))
        .Concat(Base.Names.Select(name => Base[name])).Concat(Experts.Select(expert => expert.Head.Weight)).Append(pixels);

    private ImmutableArray<TaskImages> Labelled =>
        [.. Data.Zip(Experts, (images, expert) => images with { Labels = [.. Enumerable.Range(0, Images).Select(index => index % expert.Head.Classes)] })];

    /// <summary>How far a repair moves the embeddings of the experts themselves, at most.</summary>
    public float MovesExpertsBy(IRepair repair)
    {
        using var scope = NewDisposeScope();
        using var individual = new Individual().Merge(MergeInput);
        using var repaired = repair.Repair(individual, RepairInput);
        return (Embed(repaired) - Embed(individual)).abs().max().item<float>();
    }

    /// <summary>A model's embeddings of all tasks' images, one after the other.</summary>
    public Tensor Embed(MergedModel model)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        return cat([.. Tasks.Select((task, t) => model.Encode(pixels.narrow(0, t * Images, Images), task))]).MoveToOuterDisposeScope();
    }

    /// <summary>The experts' embeddings of the same images.</summary>
    public Tensor ExpertEmbeddings()
    {
        long[] all = [.. Enumerable.Range(0, Images).Select(index => (long)index)];
        using var scope = NewDisposeScope();
        return cat([.. Tasks.Select(task => Targets.Embeddings(task, all))]).MoveToOuterDisposeScope();
    }

    /// <summary>How far a model's embeddings are from the experts', mean absolute difference.</summary>
    public double Bias(MergedModel model)
    {
        using Tensor own = Embed(model), experts = ExpertEmbeddings();
        using var scope = NewDisposeScope();
        return (own - experts).abs().mean().item<float>();
    }

    /// <summary>Weights near others: every floating-point value moved a little.</summary>
    public static Weights Near(Weights anchor, Seed seed) => anchor.Map((name, tensor) =>
        tensor.is_floating_point() ? tensor + (Noise(tensor.shape, seed.For(name)) * 0.05) : tensor.clone());

    public void Dispose()
    {
        Targets.Dispose();
        Base.Dispose();
        pixels.Dispose();
        foreach (var set in Data) ((TensorImages)set.Images).Dispose();
        foreach (var expert in Experts)
        {
            expert.Weights.Dispose();
            expert.Head.Dispose();
        }
    }

    private static Tensor Noise(long[] size, Seed seed)
    {
        using var generator = seed.Generator();
        return randn(size, generator: generator);
    }
}
