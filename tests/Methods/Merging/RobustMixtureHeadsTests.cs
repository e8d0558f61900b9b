using NUnit.Framework;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class RobustMixtureHeadsTests
{
    [Test]
    public void EmbedsAsTheBaseAndClassifiesItsTrainingImages()
    {
        using var zoo = new TinyZoo();
        var method = new RobustMixtureHeads { Components = 1, FeaturePenalty = 1e-6, ShiftPenalty = 100, Iterations = 200 };
        var input = zoo.InputFor(method);
        using var scope = NewDisposeScope();
        using var model = method.Merge(input);
        foreach (var data in input.Data)
        {
            var images = data.Images.Take([.. Enumerable.Range(0, data.Images.Count).Select(index => (long)index)]);
            var embedding = model.Encode(images, data.Task);
            Assert.That(embedding.allclose(zoo.Backbone.Encode(zoo.Base, images), 1e-5, 1e-6));
            var answers = model.HeadFor(data.Task)!.Logits(embedding).argmax(1);
            var right = answers.eq(tensor(data.Labels.Select(label => (long)label).ToArray())).sum().item<long>();
            Assert.That(right, Is.GreaterThanOrEqualTo(data.Labels.Length - 2), data.Task);
        }
        Assert.That(model.ExtraParameters, Is.GreaterThan(0));
    }
}
