using NUnit.Framework;
using SurgeryBench.Methods.Families;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Families;

public sealed class ProxyScoreTests
{
    // Image by image, each under its own task's head.
    [Test]
    public void IsTheMeanOverTasksOfTheShareOfImagesThatAreRight()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        var input = zoo.InputFor(new ModelGlue());
        using var proxy = new ProxyScore(input, 10);
        double[] shares = [.. zoo.Experts.Zip(input.Data, (expert, data) => Enumerable.Range(0, 10).Average(index =>
        {
            var logits = expert.Head.Logits(zoo.Backbone.Encode(zoo.Base, data.Images.Take([index]))).data<float>().ToArray();
            return logits.Index().MaxBy(logit => logit.Item).Index == data.Labels[index] ? 1.0 : 0;
        }))];
        Assert.That(shares.Distinct().Count(), Is.GreaterThan(1), "tasks differ");
        Assert.That(proxy.Of(zoo.Base), Is.EqualTo(shares.Average()).Within(1e-9));
    }
}
