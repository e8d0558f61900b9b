using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models;
using SurgeryBench.Models.Layouts;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models;

public sealed class VisionTransformerTests
{
    private static readonly VisionTransformer Tower = new("tiny", TinyTower.Shape, new OpenClipLayout());

    [TestCase("vit-b-32", 87_849_216)]
    [TestCase("vit-b-16", 86_192_640)]
    [TestCase("vit-l-14", 303_966_208)]
    public void HasThePublishedNumberOfParameters(string name, long parameters) =>
        Assert.That(BackboneCatalog.Find(name).Shape.ParameterCount, Is.EqualTo(parameters));

    [Test]
    public void CountsTheParametersThatAreDrawn()
    {
        using var weights = VisionTransformerInit.Draw(VisionTransformerShape.Mini, Seed.Of("count"));
        Assert.That(VisionTransformerShape.Mini.ParameterCount, Is.EqualTo(weights.ParameterCount));
    }

    [Test]
    public void GivesTheSameUnderBothLayouts()
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTower.Weights();
        using var renamed = TinyTower.UnderHuggingFaceNames(weights);
        var images = TinyTower.Images(3);
        var difference = new VisionTransformer("tiny", TinyTower.Shape, new HuggingFaceLayout()).Encode(renamed, images) - Tower.Encode(weights, images);
        Assert.That(difference.abs().max().item<float>(), Is.LessThan(1e-6));
    }

    [Test]
    public void ComputesWhatTheFormulasSayInDoublePrecision()
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTower.Weights();
        var images = TinyTower.Images(1);
        Assert.That(Tower.Encode(weights, images).data<float>().Select(value => (double)value), Is.EqualTo(HandMadeTower.Encode(weights, images)).Within(1e-4));
    }

    [Test]
    public void ShowsTheEditEveryBlockInOrderAndPassesOnWhatItReturns()
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTower.Weights();
        var images = TinyTower.Images(2);
        var blocks = new List<int>();
        var plain = Tower.Encode(weights, images, (block, tokens) =>
        {
            blocks.Add(block);
            Assert.That(tokens.shape, Is.EqualTo(new long[] { 2, TinyTower.Shape.Tokens, TinyTower.Shape.Width }));
            return tokens;
        });
        Assert.That(blocks, Is.EqualTo(Enumerable.Range(0, TinyTower.Shape.Blocks)));
        Assert.That(plain.equal(Tower.Encode(weights, images)).all().item<bool>());

        // The images are forgotten after the first block, so both embeddings must be one.
        var replaced = Tower.Encode(weights, images, (block, tokens) => block == 0 ? tokens[..1].expand(2, -1, -1).clone() : tokens);
        Assert.That(replaced[0].allclose(replaced[1]) && replaced[0].allclose(plain[0]) && !replaced[1].allclose(plain[1]));
    }

    [Test]
    public void LetsGradientsReachEveryWeight()
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTower.Weights();
        foreach (var name in weights.Names) weights[name].requires_grad_();
        Tower.Encode(weights, TinyTower.Images(2)).square().sum().backward();
        var unreached = weights.Names.Where(name => weights[name].grad is not { } gradient || !(gradient.abs().sum().item<float>() > 0));
        Assert.That(unreached, Is.Empty);
    }

    [Test]
    public void LeavesNoTensorBehindButTheEmbedding([Values] bool edited)
    {
        using var weights = TinyTower.Weights();
        using var images = TinyTower.Images(2);
        var before = LiveTensors.Count();
        using (Tower.Encode(weights, images, edited ? (_, tokens) => tokens * 2f : null)) Assert.That(Tensor.TotalCount, Is.EqualTo(before + 1));
        Assert.That(Tensor.TotalCount, Is.EqualTo(before));
    }

    [Test]
    public void GivesEachImageTheSameAloneAndInABatch()
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTower.Weights();
        var images = TinyTower.Images(7);
        var chunks = cat([.. images.split([3, 3, 1]).Select(chunk => Tower.Encode(weights, chunk))]);
        Assert.That((chunks - Tower.Encode(weights, images)).abs().max().item<float>(), Is.LessThan(1e-5));
    }
}
