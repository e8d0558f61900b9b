using SurgeryBench.Core;
using SurgeryBench.Models;
using static TorchSharp.torch;

namespace SurgeryBench.Speed;

/// <summary>A zoo of the embedded suite's size with random numbers in it: speed does not depend on what they are.</summary>
internal static class MiniZoo
{
    private const int Classes = 16;
    private const double HeadScale = 100, TaskVectorSize = 0.01;
    private static readonly Seed Root = Seed.Of("speed");

    /// <summary>The tower all benchmarks run.</summary>
    public static VisionTransformer Backbone { get; } = BackboneCatalog.Find("vit-mini");

    /// <summary>Fresh weights of the tower.</summary>
    public static Weights DrawBase() => VisionTransformerInit.Draw(Backbone.Shape, Root.For("base"));

    /// <summary>A base and experts near it; owned by the caller.</summary>
    public static Zoo Draw(int experts)
    {
        var anchor = DrawBase();
        return new Zoo(anchor, [.. Enumerable.Range(0, experts).Select(i => DrawExpert(anchor, $"task-{i}"))]);
    }

    /// <summary>Normalised images, [count, 3, side, side].</summary>
    public static Tensor DrawImages(int count) => Normal("images", count, 3, Backbone.ImageSize, Backbone.ImageSize);

    private static Expert DrawExpert(Weights anchor, string task) => new(
        task,
        anchor.Map((name, tensor) => tensor + (Normal($"{task}/{name}", tensor.shape) * TaskVectorSize)),
        new Head(Normal($"{task}/head", Classes, Backbone.EmbeddingSize) * (HeadScale / Math.Sqrt(Backbone.EmbeddingSize))));

    private static Tensor Normal(string purpose, params long[] shape)
    {
        using var generator = Root.For(purpose).Generator();
        return randn(shape, generator: generator);
    }
}
