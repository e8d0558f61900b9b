using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Federated;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class FederatedMatryoshkaTests
{
    private static readonly ImmutableArray<string> Names = ["a", "b", "c", "d"];

    [Test]
    public void EmbedsAsTheExpertsAndClassifiesItsTrainingImages()
    {
        using var zoo = new TinyZoo();
        var method = new FederatedMatryoshka { LearningRate = 0.05 };
        var input = zoo.InputFor(method);
        using var model = method.Merge(input);
        foreach (var (expert, data) in input.Experts.Zip(input.Data))
        {
            using var scope = NewDisposeScope();
            var images = data.Images.Take(All(data));
            var embedding = model.Encode(images, data.Task);
            Assert.That(embedding.allclose(zoo.Backbone.Encode(expert.Weights, images), 1e-5, 1e-6));
            var answers = model.Classify(images, embedding, data.Task, expert.Head).argmax(1);
            Assert.That(answers.eq(tensor(data.Labels.Select(label => (long)label).ToArray())).sum().item<long>(), Is.GreaterThanOrEqualTo(data.Labels.Length - 1), data.Task);
        }
    }

    [Test]
    public void CountsWhatClientsStoreBeyondOneEncoder()
    {
        using var zoo = new TinyZoo();
        var encoder = zoo.Base.ParameterCount;
        // Layers of inputs x outputs and biases: of the shared network with a head over 3 x 4 classes, and of the three private ones.
        const long shared = (12 * 64) + 64 + (64 * 32) + 32 + (32 * 12) + 12;
        var own = new[] { 256, 192, 128 }.Sum(width => (12L * width) + width + (width * 64) + 64 + (64 * 4) + 4);
        const long projectors = 3 * ((96 * 64) + 64);
        Assert.That(Extra(FederatedVariant.Nested), Is.EqualTo((3 * encoder) + (3 * shared) + own + projectors));
        Assert.That(Extra(FederatedVariant.Local), Is.EqualTo((2 * encoder) + own));
        Assert.That(Extra(FederatedVariant.Average), Is.EqualTo(shared));
        Assert.That(Extra(FederatedVariant.Nested, usesExperts: false), Is.EqualTo((3 * shared) + own + projectors));
        Assert.That(Extra(FederatedVariant.Local, usesExperts: false), Is.EqualTo(own));

        long Extra(FederatedVariant variant, bool usesExperts = true)
        {
            var method = new FederatedMatryoshka { Variant = variant, UsesExperts = usesExperts, Iterations = 1, Epochs = 1 };
            using var model = method.Merge(zoo.InputFor(method));
            return model.ExtraParameters;
        }
    }

    [Test]
    public void AnswersTheSameTwiceAndWhateverBecomesOfItsInputs([Values] FederatedVariant variant)
    {
        using var zoo = new TinyZoo();
        var method = new FederatedMatryoshka { Variant = variant, Iterations = 2, Epochs = 2 };
        var input = zoo.InputFor(method);
        using var scope = NewDisposeScope();
        using MergedModel one = method.Merge(input), two = method.Merge(input);
        var images = input.Data[1].Images.Take(All(input.Data[1]));
        var before = Scores(one);
        Assert.That(Scores(two).eq(before).all().item<bool>());
        Assert.That(before.shape, Is.EqualTo(new long[] { 10, 4 }));
        foreach (var weights in zoo.Experts.Select(expert => expert.Weights).Append(zoo.Base))
        {
            foreach (var name in weights.Names) weights[name].add_(1);
        }
        Assert.That(Scores(one).eq(before).all().item<bool>());

        Tensor Scores(MergedModel model) => model.Classify(images, model.Encode(images, "two"), "two", zoo.Experts[1].Head);
    }

    [Test]
    public void EmbedsAsTheBaseWhereNoClientUsesItsExpert()
    {
        using var zoo = new TinyZoo();
        var method = new FederatedMatryoshka { UsesExperts = false, Iterations = 1, Epochs = 1 };
        using var model = method.Merge(zoo.InputFor(method));
        using var scope = NewDisposeScope();
        var images = zoo.Data[1].Images.Take(All(zoo.Data[1]));
        Assert.That(model.Encode(images, "two").allclose(zoo.Backbone.Encode(zoo.Base, images), 1e-5, 1e-6));
    }

    [Test]
    public void GivesTasksOfEqualClassesOneBlockAndOthersOneEach()
    {
        using var zoo = new TinyZoo();
        Assert.That(LabelBlock.Of(zoo.Experts, zoo.Data), Is.EqualTo(new LabelBlock[] { new(0, 4), new(4, 4), new(8, 4) }), "nothing known");
        Assert.That(LabelBlock.Of(zoo.Experts, Named(Names, Names, Names)), Is.EqualTo(new LabelBlock[] { new(0, 4), new(0, 4), new(0, 4) }), "all equal");
        Assert.That(LabelBlock.Of(zoo.Experts, Named(Names, [.. Names.Reverse()], Names)), Is.EqualTo(new LabelBlock[] { new(0, 4), new(4, 4), new(0, 4) }), "another order is another label space");

        ImmutableArray<TaskImages> Named(params ImmutableArray<string>[] classes) => [.. zoo.Data.Zip(classes, (data, names) => data with { Classes = names })];
    }

    [Test]
    public void RefusesAPrefixWiderThanTheVector()
    {
        using var zoo = new TinyZoo();
        var method = new FederatedMatryoshka { SharedFeatures = 65 };
        Assert.That(() => method.Merge(zoo.InputFor(method)), Throws.InstanceOf<BadInputException>().With.Message.EqualTo("fedmrl has a prefix of 65 numbers in a vector of 64; at most 64 were expected."));
    }

    private static long[] All(TaskImages data) => [.. Enumerable.Range(0, data.Images.Count).Select(index => (long)index)];
}
