using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

/// <summary>Small numbers worked by hand.</summary>
public sealed class WorkedMerges
{
    private static float[] Merge(IMergeMethod method, float[] anchor, params float[][] experts)
    {
        using var start = One(anchor);
        var input = new MergeInput
        {
            Base = start,
            Experts = [.. experts.Select((values, t) => new Expert($"{t}", One(values), new Head(ones(2, 2))))],
            Backbone = SurgeryBench.Models.BackboneCatalog.Find("vit-mini"),
        };
        using var model = (SingleModel)method.Merge(input);
        return model.Weights["w"].data<float>().ToArray();
    }

    private static Weights One(float[] values) => new([KeyValuePair.Create("w", tensor(values))]);

    [Test]
    public void AveragingTakesTheMeanOfTheExpertsAndIgnoresTheBase() =>
        Assert.That(Merge(new WeightAveraging(), [100, 100], [1, 2], [3, 6]), Is.EqualTo(new float[] { 2, 4 }));

    [Test]
    public void TaskArithmeticAddsTheScaledSumOfTaskVectors() =>
        Assert.That(Merge(new TaskArithmetic { Scale = 0.5 }, [1, 1], [3, 1], [1, -1]), Is.EqualTo(new float[] { 2, 0 }));

    // Of five entries a density of 0.4 keeps the 5 - 2 = 3rd smallest magnitude and up: three of each row.
    // Rows 5 4 3 2 1 and -6 1 3 -2 0.5 trim to 5 4 3 0 0 and -6 0 3 -2 0; elected - + + - 0, the last by majority of signs: 0.
    [Test]
    public void TiesSumsWhatAgreesWithTheElectedSign() =>
        Assert.That(Merge(new Ties { Density = 0.4, Scale = 1 }, new float[5], [5, 4, 3, 2, 1], [-6, 1, 3, -2, 0.5f]), Is.EqualTo(new float[] { -6, 4, 6, -2, 0 }));

    [Test]
    public void TiesAsPublishedTakesTheMeanOfWhatAgrees() =>
        Assert.That(Merge(Ties.AsPublished with { Density = 0.4 }, new float[5], [5, 4, 3, 2, 1], [-6, 1, 3, -2, 0.5f]), Is.EqualTo(new float[] { -6, 4, 3, -2, 0 }));

    [Test]
    public void IdenticalExpertsMergeToThemselves([Values] bool averaging)
    {
        float[] expert = [0.5f, -2, 3, 7];
        IMergeMethod method = averaging ? new WeightAveraging() : new TaskArithmetic { Scale = 1.0 / 3 };
        Assert.That(Merge(method, [1, 1, 1, 1], expert, expert, expert), Is.EqualTo(expert).Within(1e-6));
    }

    [Test]
    public void AdaMergingPlusPlusBeginsAsTies()
    {
        using var zoo = new TinyZoo();
        var start = new AdaMerging { PlusPlus = true, Iterations = 1, LearningRate = 1e-12 };
        using MergedModel learned = start.Merge(zoo.MergeInput), ties = new Ties().Merge(zoo.MergeInput);
        using Tensor one = zoo.Embed(learned), two = zoo.Embed(ties);
        Assert.That((one - two).abs().max().item<float>(), Is.LessThan(1e-4));
    }

    [Test]
    public void AdaMergingLowersTheEntropyOfThePredictions()
    {
        using var zoo = new TinyZoo();
        var losses = new List<double>();
        using var model = new AdaMerging { Iterations = 40, LearningRate = 0.01 }.Merge(zoo.MergeInput with { Progress = new Immediately(step => losses.Add(step.Loss)) });
        Assert.That(losses.TakeLast(5).Average(), Is.LessThan(losses.Take(5).Average()));
    }

    [TestCase(0.0)]
    [TestCase(1.0)]
    [TestCase(double.NaN)]
    public void TiesRefusesADensityThatKeepsNothingOrAll(double density) =>
        Assert.That(() => new Ties { Density = density }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("Density"));
}
