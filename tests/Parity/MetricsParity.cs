using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Parity;

[Category("Parity")]
public sealed class MetricsParity
{
    [Test]
    public void MeasuresBiasEntropyAndAccuracyAsTheReferenceDoes()
    {
        var fixture = Fixture.Open("metrics");
        using var zoo = new ZooFixture();
        using var scope = NewDisposeScope();
        using var expected = fixture.Load("metrics.safetensors");
        var merges = Fixture.Open("task_arithmetic");
        using var model = new SingleModel(zoo.Backbone, merges.Load(merges.FileStartingWith("task_arithmetic_")));
        using var targets = new ExpertTargets(zoo.Backbone, zoo.Zoo.Experts, zoo.Pools);
        var accuracies = Enumerable.Range(0, zoo.Tasks.Length).Select(task => CheckTask(fixture, zoo, expected, model, targets, task)).ToArray();
        Assert.That(accuracies.Average(), Is.EqualTo(expected["average_top1"].item<double>()).Within(1e-12));
    }

    private static double CheckTask(Fixture fixture, ZooFixture zoo, Weights expected, MergedModel model, ExpertTargets targets, int task)
    {
        var (expert, images) = (zoo.Zoo.Experts[task], zoo.Pools[task].Images);
        var labels = expected[$"task_{task}.labels"].data<long>().Select(label => (int)label);
        var result = new TaskScorer(expert, images, [.. labels], targets).Score(model);
        var bias = fixture.Tolerance("bias");
        bias.Check(tensor(result.Bias.ToArray()), expected[$"task_{task}.bias_per_layer"].to(float64), $"bias of {expert.Task}");
        bias.Check(tensor(result.Bias[^1]), expected[$"task_{task}.bias_final"].to(float64), $"final bias of {expert.Task}");
        var accuracy = (double)result.Correct / result.Total;
        Assert.That(accuracy, Is.EqualTo(expected[$"task_{task}.top1"].item<double>()), $"top-1 of {expert.Task}");
        var logits = expert.Head.Logits(Embeddings.Of(model, expert.Task, images));
        fixture.Tolerance("entropy").Check(Entropy.OfPredictions(logits), expected[$"task_{task}.entropy"], $"entropy of {expert.Task}");
        return accuracy;
    }
}
