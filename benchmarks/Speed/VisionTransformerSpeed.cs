using BenchmarkDotNet.Attributes;
using SurgeryBench.Core;
using SurgeryBench.Speed.Ratios;
using static TorchSharp.torch;

namespace SurgeryBench.Speed;

/// <summary>The small tower on a batch of images: encoding, and a step of fine-tuning under a frozen head.</summary>
public class VisionTransformerSpeed
{
    private const int Batch = 32;
    private Zoo zoo = null!;
    private Tensor images = null!;
    private FineTuning tuning = null!;

    /// <summary>Draws weights and images.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        zoo = MiniZoo.Draw(experts: 1);
        images = MiniZoo.DrawImages(Batch);
        tuning = new FineTuning(new MergeInput { Base = zoo.Base, Experts = zoo.Experts, Backbone = MiniZoo.Backbone }, images, shards: 1);
    }

    /// <summary>Images to embeddings, without gradients.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public void ForwardPerImage()
    {
        using var untracked = no_grad();
        using var embedding = MiniZoo.Backbone.Encode(zoo.Base, images);
    }

    /// <summary>Forward, backward and Adam.</summary>
    [Benchmark(OperationsPerInvoke = Batch)]
    public void TrainingStepPerImage() => tuning.Step();

    /// <summary>Frees everything.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        tuning.Dispose();
        images.Dispose();
        zoo.Dispose();
    }
}
