using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class WeightEnsemblingTests
{
    private static readonly long[] All = [.. Enumerable.Range(0, 10).Select(index => (long)index)];

    [Test]
    public void IsTaskArithmeticWhileTheGatesGiveItsCoefficient()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        using var model = new WeightEnsembling().Build([Constant(zoo, 0.3f, 0.3f, 0.3f)], zoo.MergeInput);
        using var plain = new TaskArithmetic().Merge(zoo.MergeInput);
        Assert.That((zoo.Embed(model) - zoo.Embed(plain)).abs().max().item<float>(), Is.LessThan(1e-5));
    }

    [Test]
    public void StartsNearTaskArithmetic()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        using MergedModel model = new WeightEnsembling { Iterations = 1, LearningRate = 1e-12 }.Merge(zoo.MergeInput), plain = new TaskArithmetic().Merge(zoo.MergeInput);
        var (one, two) = (zoo.Embed(model), zoo.Embed(plain));
        Assert.That(((one - two).norm() / two.norm()).item<float>(), Is.InRange(1e-9, 1e-3));
    }

    [Test]
    public void HasTheExpertsPerceptronsWhereTheGatesNameOneExpert([Range(0, 2)] int chosen)
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        float[] oneHot = [.. Enumerable.Range(0, 3).Select(t => t == chosen ? 1f : 0f)];
        var gates = Enumerable.Range(0, zoo.Backbone.Blocks).Select(_ => Constant(zoo, oneHot)).ToImmutableArray();
        using var model = new WeightEnsembling().Build(gates, zoo.MergeInput);
        using var plain = (SingleModel)new TaskArithmetic().Merge(zoo.MergeInput);
        var routed = Perceptrons(zoo);
        using var expected = new SingleModel(zoo.Backbone, plain.Weights.Map((name, tensor) => (routed.Contains(name) ? zoo.Experts[chosen].Weights[name] : tensor).clone()));
        Assert.That((zoo.Embed(model) - zoo.Embed(expected)).abs().max().item<float>(), Is.LessThan(1e-5));
    }

    [Test]
    public void AddsToEachImagesPerceptronsItsOwnShareOfEveryTaskVector([Values] bool shared)
    {
        using var zoo = new TinyZoo();
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var drawn = Enumerable.Range(0, shared ? 1 : zoo.Backbone.Blocks).Select(block => Tensors(zoo, block)).ToArray();
        using var model = new WeightEnsembling().Build([.. drawn.Select(one => new Gate(one[0].clone(), one[1].clone(), one[2].clone(), one[3].clone()))], zoo.MergeInput);
        using var plain = (SingleModel)new TaskArithmetic().Merge(zoo.MergeInput);
        var images = cat([.. zoo.Data.Select(set => set.Images.Take(All))]); // more than are formed at once
        Tensor? shares = null;
        var expected = zoo.Backbone.Encode(plain.Weights, images, linear: call =>
        {
            if (call.Layer.Role is LinearRole.Attention or LinearRole.AttentionOut) return call.Run();
            var gate = drawn[shared ? 0 : call.Layer.Block];
            if (call.Layer.Role == LinearRole.Expand) shares = (call.Input.matmul(gate[0].t()) + gate[1]).relu().matmul(gate[2].t()).add(gate[3]).mean([1]);
            Tensor weight = zoo.Base[call.Layer.WeightName], bias = zoo.Base[call.Layer.BiasName];
            var result = call.Input.matmul(weight.t()) + bias;
            foreach (var (expert, t) in zoo.Experts.Select((expert, t) => (expert, t)))
            {
                var own = call.Input.matmul((expert.Weights[call.Layer.WeightName] - weight).t()) + (expert.Weights[call.Layer.BiasName] - bias);
                result += own * shares!.select(1, t).view(-1, 1, 1);
            }
            Assert.That(shares!.std(0L).min().item<float>(), Is.GreaterThan(1e-3), "all images are routed alike");
            return result;
        });
        Assert.That((model.Encode(images, "one") - expected).abs().max().item<float>(), Is.LessThan(1e-4));
    }

    [Test]
    public void RoutesAnImageAloneAsInABatch([Values] bool efficient)
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        using var model = new WeightEnsembling { Efficient = efficient, Iterations = 3, LearningRate = 0.1 }.Merge(zoo.MergeInput);
        var images = cat([.. zoo.Data.Select(set => set.Images.Take(All))]);
        var alone = cat([.. images.split(1).Select(image => model.Encode(image, "one"))]);
        Assert.That((model.Encode(images, "one") - alone).abs().max().item<float>(), Is.LessThan(1e-4));
    }

    [Test]
    public void KeepsOfEachTensorTheLargestEntriesInTheEfficientForm()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        const double density = 0.3;
        using var vectors = RoutedVectors.Of(zoo.MergeInput, density);
        var kept = 0L;
        foreach (var name in Perceptrons(zoo))
        {
            for (var t = 0; t < zoo.Experts.Length; t++)
            {
                float[] whole = [.. (zoo.Experts[t].Weights[name] - zoo.Base[name]).flatten().data<float>()];
                // Above the quantile lie all entries beyond place 0.7 (n - 1) of the sorted ones, counted from 0.
                var largest = whole.Length - 1 - (int)Math.Floor((1 - density) * (whole.Length - 1));
                var least = whole.Select(Math.Abs).OrderDescending().ElementAt(largest - 1);
                Assert.That(vectors[name][t].data<float>().ToArray(), Is.EqualTo(whole.Select(value => Math.Abs(value) >= least ? value : 0)), name);
                kept += largest;
            }
        }
        var entries = zoo.Experts.Length * Perceptrons(zoo).Sum(name => zoo.Base[name].numel());
        Assert.That(vectors.Stored, Is.EqualTo(kept + (entries / 32)));
    }

    [Test]
    public void CountsTaskVectorsAndGates()
    {
        using var zoo = new TinyZoo();
        using var model = new WeightEnsembling { Iterations = 1 }.Merge(zoo.MergeInput);
        // Width 16: perceptron 16 -> 64 -> 16; gate 16 -> 16 -> 3; two blocks, three tasks.
        const int perceptron = (64 * 16) + 64 + (16 * 64) + 16, gate = (16 * 16) + 16 + (3 * 16) + 3;
        Assert.That(model.ExtraParameters, Is.EqualTo(2 * ((3 * perceptron) + gate)));
        using var efficient = new WeightEnsembling { Iterations = 1, Efficient = true }.Merge(zoo.MergeInput);
        Assert.That(efficient.ExtraParameters, Is.EqualTo((2 * 3 * perceptron * (0.1 + (1.0 / 32))) + gate).Within(1).Percent);
        Assert.That(model.NeedsTaskId || efficient.NeedsTaskId, Is.False);
    }

    [Test]
    public void LowersTheEntropyOfThePredictions([Values] bool efficient)
    {
        using var zoo = new TinyZoo();
        var losses = new List<double>();
        var method = new WeightEnsembling { Efficient = efficient, Iterations = 40, LearningRate = 0.01 };
        using var model = method.Merge(zoo.MergeInput with { Progress = new Immediately(step => losses.Add(step.Loss)) });
        Assert.That(losses.TakeLast(5).Average(), Is.LessThan(losses.Take(5).Average()));
    }

    private static HashSet<string> Perceptrons(TinyZoo zoo) =>
        [.. zoo.Backbone.LinearLayers.Where(layer => layer.Role is LinearRole.Expand or LinearRole.Contract).SelectMany(layer => new[] { layer.WeightName, layer.BiasName })];

    private static Gate Constant(TinyZoo zoo, params float[] coefficients)
    {
        var width = zoo.Backbone.Width;
        return new Gate(zeros(width, width), zeros(width), zeros(coefficients.Length, width), tensor(coefficients));
    }

    private static Tensor[] Tensors(TinyZoo zoo, int block)
    {
        var width = zoo.Backbone.Width;
        using var generator = Seed.Of($"{block}").Generator();
        long[][] shapes = [[width, width], [width], [zoo.Experts.Length, width], [zoo.Experts.Length]];
        return [.. shapes.Select(shape => randn(shape, generator: generator) * 0.3)];
    }
}
