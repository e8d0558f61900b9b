using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class EnsembleTests
{
    [Test]
    public void HasTheMeanOfTheLogitsButForAFactorAnImage()
    {
        using var zoo = new TinyZoo();
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var model = new Ensemble().Merge(zoo.MergeInput);
        foreach (var (expert, set) in zoo.Experts.Zip(zoo.Data))
        {
            var images = set.Images.Take([0, 1, 2, 3, 4]);
            var own = expert.Head.Logits(model.Encode(images, expert.Task));
            var mean = stack(zoo.Experts.Select(member => expert.Head.Logits(zoo.Backbone.Encode(member.Weights, images)))).mean([0L]);
            Assert.That((Unit(own) - Unit(mean)).abs().max().item<float>(), Is.LessThan(1e-5));
            Assert.That((own * mean).sum(dim: 1).gt(0).all().item<bool>(), "the factor is negative");
        }

        static Tensor Unit(Tensor rows) => rows / rows.norm(1, keepdim: true, p: 2f);
    }

    [Test]
    public void ShowsTheMeanOfTheExpertsAfterEachBlock()
    {
        using var zoo = new TinyZoo();
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var model = new Ensemble().Merge(zoo.MergeInput);
        using var recorder = new LevelRecorder();
        var images = zoo.Data[0].Images.Take([0, 1, 2]);
        model.Encode(images, "one", recorder.AfterBlock);
        Assert.That(recorder.Levels, Has.Count.EqualTo(zoo.Backbone.Blocks));
        for (var block = 0; block < zoo.Backbone.Blocks; block++)
        {
            var mean = stack(zoo.Experts.Select(expert => Level(zoo, expert, images, block))).mean([0L]);
            Assert.That((recorder.Levels[block] - mean).abs().max().item<float>(), Is.LessThan(1e-5));
        }
    }

    [Test]
    public void PassesOnWhatAnEditReturnsToEachExpert()
    {
        using var zoo = new TinyZoo();
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var model = new Ensemble().Merge(zoo.MergeInput);
        var images = zoo.Data[1].Images.Take([3, 4]);
        var embeddings = stack(zoo.Experts.Select(expert => zoo.Backbone.Encode(expert.Weights, images, Doubled)));
        var norms = embeddings.norm(2, keepdim: true, p: 2f);
        var expected = (embeddings / norms).mean([0L]) * norms.mean([0L]);
        Assert.That((model.Encode(images, "one", Doubled) - expected).abs().max().item<float>(), Is.LessThan(1e-5));

        static Tensor Doubled(int block, Tensor tokens) => tokens * (block == 0 ? 2 : 1);
    }

    [Test]
    public void CountsEveryExpertButOne()
    {
        using var zoo = new TinyZoo();
        using var model = new Ensemble().Merge(zoo.MergeInput);
        Assert.That(model.ExtraParameters, Is.EqualTo((zoo.Experts.Length - 1) * zoo.Base.ParameterCount));
        Assert.That(model.NeedsTaskId, Is.False);
    }

    private static Tensor Level(TinyZoo zoo, Expert expert, Tensor images, int block)
    {
        using var recorder = new LevelRecorder();
        zoo.Backbone.Encode(expert.Weights, images, recorder.AfterBlock);
        return recorder.Levels[block].clone();
    }
}
