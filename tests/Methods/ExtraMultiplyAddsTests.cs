using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.LowRank;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Rescaling;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Models;
using SurgeryBench.Tests.Doubles;

namespace SurgeryBench.Tests.Methods;

/// <summary>Worked numbers on the tiny tower: 3 tasks, 2 blocks, 5 tokens of width 16, embeddings of 12, images of 3 x 16 x 16.</summary>
public sealed class ExtraMultiplyAddsTests
{
    private const int Tokens = 5;

    private readonly TinyZoo zoo = new();

    [OneTimeTearDown]
    public void Dispose() => zoo.Dispose();

    [Test]
    public void CountsAnEncoderLayerByLayer()
    {
        const long attention = (3 * 16 * 16) + (16 * 16), perceptron = 2 * 4 * 16 * 16, scoresAndSum = 2 * Tokens * 16;
        const long patches = 4 * (3 * 8 * 8) * 16, projection = 16 * 12;
        Assert.That(zoo.Backbone.MultiplyAdds, Is.EqualTo((2 * Tokens * (attention + perceptron + scoresAndSum)) + patches + projection));
        Assert.That(VisionTransformerShape.B32.MultiplyAddsPerImage, Is.EqualTo(4.4e9).Within(1).Percent);
    }

    [Test]
    public void CountsCorrectionsOnceATokenAndOnceAnEmbedding()
    {
        Assert.That(Beyond(new SurgeryV2 { Rank = 3, Iterations = 1 }), Is.EqualTo((2 * Tokens * 2 * 3 * 16) + (2 * 3 * 12)));
        Assert.That(Beyond(new RepresentationSurgery { Rank = 3, Iterations = 1 }), Is.EqualTo(2 * 3 * 12));
        Assert.That(Beyond(new ClosedFormSurgery { Rank = 3 }), Is.EqualTo((2 * Tokens * 2 * 3 * 16) + (2 * 3 * 12)));
        Assert.That(Beyond(new Procrustes()), Is.EqualTo(12 * 12));
        Assert.That(Beyond(new React()), Is.EqualTo(12 * 12));
    }

    [Test]
    public void CountsAScaleOfEachChannelAndToken() =>
        Assert.That(Beyond(new Rescale()), Is.EqualTo(Tokens * (16 + (2 * (16 + 16 + 64 + 16)))));

    [Test]
    public void CountsNothingForWhatIsWrittenIntoWeights()
    {
        Assert.That(Beyond(new Magic { Space = MagicSpace.Weights }), Is.Zero);
        Assert.That(Beyond(new SvdDelta()), Is.Zero);
        Assert.That(Beyond(new AnchoredSurgery { FinalRank = 3 }), Is.EqualTo(2 * 3 * 12), "the embedding's correction stays");
    }

    [Test]
    public void CountsEncodersAndRoutersOfMerges()
    {
        const long perceptron = (64 * 16) + 64 + (16 * 64) + 16, gate = (Tokens * 16 * 16) + (3 * 16);
        var encoder = zoo.Backbone.MultiplyAdds;
        Assert.That(Of(new TaskArithmetic()), Is.Zero);
        Assert.That(Of(new Individual()), Is.Zero);
        Assert.That(Of(new Ensemble()), Is.EqualTo(2 * encoder));
        Assert.That(Of(new WeightEnsembling { Iterations = 1 }), Is.EqualTo(2 * ((3 * perceptron) + gate)));
        Assert.That(Of(new WeightEnsembling { Iterations = 1, Efficient = true }), Is.EqualTo(2 * ((3 * perceptron) + gate)));
        using var smile = new Smile { Rank = 2, GateRank = 5 }.Merge(zoo.MergeInput);
        // The routers of three tasks look with five vectors each; one expert of rank two computes.
        const long inputs = 16 + 16 + 16 + 64, outputs = 48 + 16 + 64 + 16;
        Assert.That(smile.ExtraMultiplyAdds, Is.EqualTo(Tokens * 2 * ((3 * 5 * inputs) + (2 * (inputs + outputs)))));
        Assert.That(Of(new FederatedMatryoshka { Iterations = 1, Epochs = 1 }), Is.EqualTo(encoder));
    }

    private long Of(IMergeMethod method)
    {
        using var model = method.Merge(zoo.InputFor(method));
        return model.ExtraMultiplyAdds;
    }

    private long Beyond(IRepair repair)
    {
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var repaired = repair.Repair(merged, zoo.RepairInput);
        return repaired.ExtraMultiplyAdds;
    }
}
