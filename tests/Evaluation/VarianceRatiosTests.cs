using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Evaluation;

public sealed class VarianceRatiosTests
{
    [Test]
    public void DividesTheVariancesSummedOverChannels()
    {
        using var scope = NewDisposeScope();
        using var ratios = new VarianceRatios();
        Tensor own = tensor(new float[,] { { 0, 10 }, { 2, 10 } }), expert = tensor(new float[,] { { 5, 0 }, { 5, 4 } });
        foreach (var image in new[] { 0, 1 }) ratios.Add([own.narrow(0, image, 1), expert.narrow(0, image, 1)], [expert.narrow(0, image, 1), expert.narrow(0, image, 1)]);
        Assert.That(ratios.Ratios(), Is.EqualTo(new[] { 0.25, 1 }).Within(1e-12));
    }

    [Test]
    public void AreOneForTheExpertItselfAtEveryLevel()
    {
        using var zoo = new TinyZoo();
        var expert = zoo.Experts[0];
        using var model = new SingleModel(zoo.Backbone, expert.Weights.Clone());
        var result = new TaskScorer(expert, zoo.Data[0].Images, [.. new int[10]], zoo.Targets).Score(model);
        Assert.That(result.Variance, Has.Length.EqualTo(zoo.Backbone.Blocks + 1).And.All.EqualTo(1).Within(1e-5));
    }

    [Test]
    public void AreZeroForAModelThatTellsNothingApart()
    {
        using var zoo = new TinyZoo();
        using var model = new SingleModel(zoo.Backbone, zoo.Base.Map((_, tensor) => zeros_like(tensor)));
        var result = new TaskScorer(zoo.Experts[0], zoo.Data[0].Images, [.. new int[10]], zoo.Targets).Score(model);
        Assert.That(result.Variance, Has.All.EqualTo(0));
    }
}
