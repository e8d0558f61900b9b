using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

/// <summary>Fisher information by differences of the loss of each image, in float64.</summary>
public sealed class FisherTests
{
    private const double Step = 1e-5;

    private TinyZoo zoo = null!;
    private DisposeScope scope = null!;
    private Expert expert = null!;
    private Tensor images = null!;
    private MergeInput input = null!;

    [SetUp]
    public void Open()
    {
        (zoo, scope) = (new TinyZoo(), NewDisposeScope());
        var exact = zoo.Experts[1];
        expert = new Expert(exact.Task, exact.Weights.Map((_, tensor) => tensor.to(float64)), new Head(exact.Head.Weight.to(float64)));
        images = zoo.Data[1].Images.Take([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).to(float64);
        input = zoo.MergeInput with { Experts = [expert], Base = expert.Weights, Data = [new TaskImages(exact.Task, new TensorImages(images), [])] };
    }

    [TearDown]
    public void Close()
    {
        expert.Weights.Dispose();
        expert.Head.Dispose();
        scope.Dispose();
        zoo.Dispose();
    }

    [TestCase("visual.ln_post.bias", 3)]
    [TestCase("visual.conv1.weight", 77)]
    [TestCase("visual.class_embedding", 5)]
    [TestCase("visual.transformer.resblocks.0.attn.in_proj_weight", 210)]
    [TestCase("visual.transformer.resblocks.0.ln_2.weight", 1)]
    [TestCase("visual.transformer.resblocks.1.mlp.c_fc.bias", 40)]
    [TestCase("visual.proj", 100)]
    public void SquaresTheGradientOfEachImage(string name, int entry)
    {
        var information = new Fisher { PerSample = true }.Information(input, expert)[name].flatten()[entry].item<double>();
        Assert.That(information, Is.EqualTo(Gradients(name, entry).square().mean().item<double>()).Within(1e-4).Percent.And.GreaterThan(0));
    }

    [Test]
    public void SquaresTheGradientOfWholeBatchesUnlessPerImage()
    {
        const string name = "visual.ln_post.bias";
        var information = new Fisher { BatchSize = 10 }.Information(input, expert)[name][3].item<double>();
        Assert.That(information, Is.EqualTo(Math.Pow(Gradients(name, 3).sum().item<double>(), 2) / 10).Within(1e-4).Percent);
    }

    [Test]
    public void WeighsEachEntryByItsInformation()
    {
        var method = new Fisher { PerSample = true, Minimum = 1e-3 };
        using var merged = (SingleModel)method.Merge(zoo.MergeInput);
        var information = zoo.Experts.Select(one => method.Information(zoo.MergeInput, one)).ToList();
        double[] norms = [.. information.Select(one => Math.Sqrt(one.Values.Sum(part => part.to(float64).square().sum().item<double>())) + 1e-3)];
        foreach (var name in information[0].Keys)
        {
            var weights = stack([.. information.Zip(norms, (one, norm) => (one[name].to(float64) + 1e-3) / norm)]);
            var expected = (weights * stack([.. zoo.Experts.Select(one => one.Weights[name])])).sum(dim: 0) / weights.sum(dim: 0);
            Assert.That((merged.Weights[name] - expected).abs().max().item<double>(), Is.LessThan(1e-6), name);
        }
    }

    /// <summary>An entry's derivative of Σ √p log p for each image, √p as it is without the step.</summary>
    private Tensor Gradients(string name, int entry)
    {
        var roots = LogProbabilities(0).exp().sqrt();
        return (roots * (LogProbabilities(Step) - LogProbabilities(-Step))).sum(dim: 1) / (2 * Step);

        Tensor LogProbabilities(double move)
        {
            using var moved = expert.Weights.Clone();
            moved[name].view(-1)[entry].add_(move);
            return expert.Head.Logits(zoo.Backbone.Encode(moved, images)).log_softmax(1);
        }
    }
}
