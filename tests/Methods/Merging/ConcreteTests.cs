using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Operations;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class ConcreteTests
{
    private const double Still = 1e-12;

    private static readonly ConcreteMethod[] Untrained =
    [
        new ConcreteTaskArithmetic { Iterations = 1, LearningRate = Still, Mask = FinalMask.Expected },
        new ConcreteAdaMerging { Iterations = 1, LearningRate = Still, CoefficientRate = Still, Mask = FinalMask.Expected },
    ];

    [TestCaseSource(nameof(Untrained))]
    public void IsTaskArithmeticWhileAllLogitsAreEqual(ConcreteMethod method)
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        using MergedModel model = method.Merge(zoo.MergeInput), plain = new TaskArithmetic().Merge(zoo.MergeInput);
        Assert.That((zoo.Embed(model) - zoo.Embed(plain)).abs().max().item<float>(), Is.LessThan(1e-5));
    }

    [Test]
    public void SamplesTheRelaxedBernoulliAndDividesEachTensorByItsMean()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        var vectors = LearnableMerge.Create(zoo.MergeInput, new AdaMerging());
        var mask = new ConcreteMask(vectors, temperature: 0.5);
        var logits = linspace(-2, 2, mask.Length);
        using var generator = Seed.Of("noise").Generator();
        double[] noise = [.. rand([mask.Length], generator: generator).data<float>()], shifts = [.. logits.data<float>()];
        var raw = noise.Zip(shifts, (u, shift) => 1 / (1 + Math.Exp(-2 * (shift + Math.Log(u) - Math.Log(1 - u))))).ToArray();
        var sample = mask.Sample(logits, Seed.Of("noise"));
        var start = 0;
        foreach (var name in vectors.Names)
        {
            var own = raw[start..(start += (int)sample[name].numel())];
            Assert.That(sample[name].data<float>().Select(value => (double)value), Is.EqualTo(own.Select(value => value / own.Average())).Within(1e-4), name);
        }
    }

    [Test]
    public void MultipliesTheSumOfTaskVectorsByTheFinalSample()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        var method = new ConcreteTaskArithmetic { Iterations = 1, LearningRate = Still };
        using var model = (SingleModel)method.Merge(zoo.MergeInput);
        var vectors = LearnableMerge.Create(zoo.MergeInput, new AdaMerging());
        var mask = new ConcreteMask(vectors, method.Temperature);
        var sample = mask.Sample(zeros(mask.Length), zoo.MergeInput.Seed.For("final mask"));
        foreach (var name in vectors.Names)
        {
            var anchor = zoo.Base[name];
            var sum = stack(zoo.Experts.Select(expert => expert.Weights[name] - anchor)).sum(dim: 0);
            var expected = anchor + (sample[name].view(anchor.shape) * sum * 0.3);
            Assert.That((model.Weights[name] - expected).abs().max().item<float>(), Is.LessThan(1e-6), name);
        }
    }

    [Test]
    public void DrawsItsMasksFromTheSeed()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        var method = new ConcreteTaskArithmetic { Iterations = 1 };
        using MergedModel one = method.Merge(zoo.MergeInput with { Seed = Seed.Of("one") }), two = method.Merge(zoo.MergeInput with { Seed = Seed.Of("two") });
        Assert.That((zoo.Embed(one) - zoo.Embed(two)).abs().max().item<float>(), Is.GreaterThan(1e-3));
    }

    [Test]
    public void DifferentiatesTheObjectiveByTheLogits()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        var vectors = LearnableMerge.Create(zoo.MergeInput, new AdaMerging());
        var mask = new ConcreteMask(vectors, temperature: 0.5);
        var coefficients = full([1, zoo.Experts.Length], 0.3);
        var (gradient, _) = Objective(zeros(mask.Length));
        var direction = gradient / gradient.norm();
        const double step = 0.5;
        var rise = (Objective(direction * step).Loss - Objective(direction * -step).Loss) / (2 * step);
        Assert.That(rise, Is.EqualTo(gradient.norm().item<float>()).Within(2).Percent);

        (Tensor Gradient, double Loss) Objective(Tensor logits)
        {
            var tracked = logits.clone().requires_grad_();
            using var merged = vectors.Merge(coefficients, mask.Sample(tracked, Seed.Of("fixed")));
            var (gradients, loss) = new EntropyObjective(zoo.MergeInput, 1, 8).Differentiate(merged, vectors.Names, [tracked], 0);
            return (gradients[0], loss);
        }
    }

    [TestCase(InnerStep.Gradient)]
    [TestCase(InnerStep.CarriedAdam)]
    public void AdaptsCoefficientsFromTheirStartByOneStep(InnerStep kind)
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        var vectors = LearnableMerge.Create(zoo.MergeInput, new AdaMerging());
        var mask = new ConcreteMask(vectors, temperature: 0.5);
        var sample = mask.Sample(zeros(mask.Length), Seed.Of("fixed"));
        var start = full([1, zoo.Experts.Length], 0.3);
        var objective = new EntropyObjective(zoo.MergeInput, 1, 8);
        using var inner = new InnerCoefficients(objective, vectors, kind, rate: 0.25, start);
        var gradient = Gradient(start);
        var expected = kind == InnerStep.Gradient ? start - (gradient * 0.25) : start - (gradient.sign() * 0.25);
        var first = inner.Adapt(sample, 0).clone();
        Assert.That((first - expected).abs().max().item<float>(), Is.LessThan(1e-4));

        var second = inner.Adapt(sample, 0).clone();
        if (kind == InnerStep.Gradient) Assert.That((second - first).abs().max().item<float>(), Is.LessThan(1e-6));
        else Assert.That((second - CarriedStep(gradient, Gradient(first))).abs().max().item<float>(), Is.LessThan(1e-4));

        // One graph from the coefficients to the sum of the losses.
        Tensor Gradient(Tensor at)
        {
            var tracked = at.clone().requires_grad_();
            using var merged = vectors.Merge(tracked, sample);
            var loss = zoo.Experts.Select(expert => objective.LossOf(expert, 0, images => zoo.Backbone.Encode(merged, images))).Aggregate((sum, part) => sum + part);
            return autograd.grad([loss], [tracked])[0];
        }

        Tensor CarriedStep(Tensor one, Tensor two)
        {
            var mean = ((one * 0.09) + (two * 0.1)) / (1 - 0.81);
            var square = ((one * one * 0.000999) + (two * two * 0.001)) / (1 - (0.999 * 0.999));
            return start - (mean / (square.sqrt() + 1e-8) * 0.25);
        }
    }

    [Test]
    public void LowersTheEntropyOfThePredictions([Values] bool adaMerging)
    {
        using var zoo = new TinyZoo();
        var losses = new List<double>();
        ConcreteMethod method = adaMerging
            ? new ConcreteAdaMerging { Iterations = 40, LearningRate = 0.1, CoefficientRate = 0.01, InnerRate = 0.01 }
            : new ConcreteTaskArithmetic { Iterations = 40, LearningRate = 0.1 };
        using var model = method.Merge(zoo.MergeInput with { Progress = new Immediately(step => losses.Add(step.Loss)) });
        Assert.That(losses.TakeLast(5).Average(), Is.LessThan(losses.Take(5).Average()));
        Assert.That(losses.Take(40).TakeLast(5).Average(), Is.LessThan(losses.Take(5).Average()));
    }
}
