using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Core.Training;

public sealed class AdamTests
{
    [Test]
    public void FollowsThePapersFormula([Values(0, 0.1)] double decay)
    {
        var gradients = Enumerable.Range(1, 50).Select(step => new[] { Math.Sin(step), step % 7 - 3.0, 1e-3 * step }).ToArray();
        using var parameter = tensor(new float[] { 1, -2, 0.5f });
        using var adam = new Adam([parameter]) { LearningRate = 1e-2, WeightDecay = decay };
        foreach (var gradient in gradients) Step(adam, gradient);
        Assert.That(parameter.data<float>().ToArray(), Is.EqualTo(Oracle([1, -2, 0.5], gradients, 1e-2, decay)).Within(2e-6));
    }

    [Test]
    public void LeavesAParameterWithoutAGradientAndItsStepCountAlone()
    {
        using Tensor resting = ones(1), other = ones(1);
        using var adam = new Adam([resting, other]) { LearningRate = 1e-2 };
        using var gradient = tensor(new float[] { 3 });
        for (var step = 0; step < 20; step++) adam.Step([null, gradient]);
        Assert.That(resting.item<float>(), Is.EqualTo(1));
        // A first step is one learning rate long, whatever the gradient; with twenty steps counted it would be shorter.
        adam.Step([gradient, null]);
        Assert.That(resting.item<float>(), Is.EqualTo(0.99).Within(1e-6));
    }

    [Test]
    public void MovesOnItsMomentumUnderAGradientOfZeros()
    {
        using var parameter = ones(1);
        using var adam = new Adam([parameter]) { LearningRate = 1e-2 };
        Step(adam, [1]);
        Step(adam, [0]);
        Assert.That(parameter.item<float>(), Is.EqualTo(Oracle([1], [[1], [0]], 1e-2, 0)[0]).Within(1e-6).And.LessThan(0.99));
    }

    [Test]
    public void RefusesAnotherNumberOfGradients()
    {
        using var parameter = ones(1);
        using var adam = new Adam([parameter]);
        Assert.That(() => adam.Step([]), Throws.ArgumentException);
    }

    // The published 0.0069, 0.0552 and 2.82 (isolated 0.0020, 0.0200, 1.00) to more places, from the formula in double precision.
    [TestCase(OptimiserSharing.Shared, new[] { 0.00694363, 0.05514722, 2.82168297 })]
    [TestCase(OptimiserSharing.Isolated, new[] { 0.002, 0.02, 1 })]
    public void DisplacesTheFirstTaskOfARotationAsMuchAsTheReference(OptimiserSharing sharing, double[] expected)
    {
        var displaced = new[] { 1, 10, 500 }.Select(rounds => Displacement(sharing, rounds)).ToArray();
        Assert.That(displaced, Is.EqualTo(expected).Within(0.01).Percent);
    }

    // Eight tasks in rotation, two steps a visit, each with a constant gradient of one: how far the first task's module gets.
    private static double Displacement(OptimiserSharing sharing, int rounds)
    {
        var modules = Enumerable.Range(0, 8).Select(_ => SurgeryDoubles.Zero()).ToImmutableArray();
        var images = new TensorImages(zeros(2, 1));
        var input = SurgeryDoubles.Input([.. modules.Select((_, task) => new TaskImages($"{task}", images, []))]);
        var schedule = new SurgerySchedule("test", rounds, 2, 1, 1e-3, sharing) { TasksPerPass = 8 };
        SurgeryTraining.Run(modules, input, schedule, batches => SurgeryDoubles.Slopes(modules, batches));
        var displaced = -((ReluModule)modules[0].Final).Up.item<float>();
        foreach (var task in modules) task.Dispose();
        return displaced;
    }

    private static void Step(Adam adam, double[] gradient)
    {
        using var values = tensor(gradient, dtype: float32);
        adam.Step([values]);
    }

    private static double[] Oracle(double[] start, double[][] gradients, double rate, double decay)
    {
        var (x, m, v) = (start.ToArray(), new double[start.Length], new double[start.Length]);
        for (var t = 1; t <= gradients.Length; t++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                var g = gradients[t - 1][i];
                m[i] = (0.9 * m[i]) + (0.1 * g);
                v[i] = (0.999 * v[i]) + (0.001 * g * g);
                x[i] -= rate * decay * x[i];
                x[i] -= rate * (m[i] / (1 - Math.Pow(0.9, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(0.999, t))) + 1e-8);
            }
        }
        return x;
    }
}
