using BenchmarkDotNet.Attributes;
using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using static TorchSharp.torch;

namespace SurgeryBench.Speed;

/// <summary>The small tower on a batch of images: encoding, and a step of fine-tuning under a frozen head.</summary>
public class VisionTransformerSpeed
{
    private const int Batch = 32;
    private Zoo zoo = null!;
    private Tensor images = null!, labels = null!;
    private Tensor[] parameters = null!;
    private Adam optimiser = null!;

    /// <summary>Draws weights and images.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        zoo = MiniZoo.Draw(experts: 1);
        (images, labels) = (MiniZoo.DrawImages(Batch), MiniZoo.DrawLabels(Batch));
        var weights = zoo.Experts[0].Weights;
        parameters = [.. weights.Names.Select(name => weights[name].requires_grad_())];
        optimiser = new Adam(parameters) { LearningRate = 1e-5 };
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
    public void TrainingStepPerImage()
    {
        using var scope = NewDisposeScope();
        var expert = zoo.Experts[0];
        var loss = nn.functional.cross_entropy(expert.Head.Logits(MiniZoo.Backbone.Encode(expert.Weights, images)), labels);
        optimiser.Step([.. autograd.grad([loss], parameters)]);
    }

    /// <summary>Frees everything.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        optimiser.Dispose();
        labels.Dispose();
        images.Dispose();
        zoo.Dispose();
    }
}
