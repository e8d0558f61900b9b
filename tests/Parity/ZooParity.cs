using NUnit.Framework;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class ZooParity
{
    [Test]
    public void EncodesAsTheReferenceDoes()
    {
        using var zoo = new ZooFixture();
        using var scope = NewDisposeScope();
        var tolerance = zoo.Fixture.Tolerance("features");
        for (var task = 0; task < zoo.Tasks.Length; task++)
        {
            var expert = zoo.Zoo.Experts[task];
            var embedding = zoo.Backbone.Encode(expert.Weights, zoo.Eval(task));
            tolerance.Check(zoo.Backbone.Encode(zoo.Zoo.Base, zoo.Eval(task)), zoo.Data["pretrained_features"].select(0, task), $"base on {expert.Task}");
            tolerance.Check(embedding, zoo.Data["expert_features"].select(0, task), $"expert on {expert.Task}");
            Tolerance.Parse("atol 2e-3, rtol 1e-4").Check(expert.Head.Logits(embedding), zoo.Data[$"expert_logits_{task}"], $"logits of {expert.Task}");
        }
    }
}
