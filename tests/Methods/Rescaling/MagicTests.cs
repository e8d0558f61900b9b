using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Rescaling;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Rescaling;

public sealed class MagicTests
{
    /// <summary>Rows by hand: three tenths of both experts' sum, which lie across each other; half an expert; and what no expert has.</summary>
    [Test]
    public void FindsTheFactorsOfRowsByHand()
    {
        using var scope = NewDisposeScope();
        var experts = tensor(new float[] { 3, 0, 2, 0, 1, 0, 0, 4, 0, 2, 3, 0 }).view(2, 3, 2);
        var merged = tensor(new float[] { 0.9f, 1.2f, 1, 0, 0, 5 }).view(3, 2);
        // The third row's experts both lie along the first axis: all of the merged row is left over, and their mean norm is 2.
        float[] expected = [(float)(1 / Math.Sqrt(0.18)), 2, 0.4f];
        Assert.That(WeightMagnitudes.Factors(merged, experts).data<float>().ToArray(), Is.EqualTo(expected).Within(1e-5));
    }

    /// <summary>Every layer of a merge that went three tenths of the way to one expert answers to any input with three tenths of that expert's task feature.</summary>
    [TestCase(MagicSpace.Features)]
    [TestCase(MagicSpace.Weights)]
    public void GoesTheRestOfTheWayToASingleExpert(MagicSpace space)
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        var expert = zoo.Experts[0];
        using var merged = new TaskArithmetic { Scale = 0.3 }.Merge(zoo.MergeInput with { Experts = [expert] });
        using var repaired = new Magic { Space = space }.Repair(merged, zoo.RepairInput with { Experts = [expert] });
        foreach (var layer in zoo.Backbone.LinearLayers)
        {
            var distance = (repaired.WeightsFor(expert.Task)![layer.WeightName] - expert.Weights[layer.WeightName]).abs().max().item<float>();
            Assert.That(distance, Is.LessThan(1e-4), layer.WeightName);
        }
    }

    [Test]
    public void LeavesModelsThatAreTheirExpertsAlone()
    {
        using var zoo = new TinyZoo();
        Assert.That(zoo.MovesExpertsBy(new Magic()), Is.LessThan(1e-4));
    }

    [Test]
    public void KeepsOneModelForAllTasksAndStoresNothing()
    {
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var repaired = new Magic().Repair(merged, zoo.RepairInput);
        Assert.That((repaired.NeedsTaskId, repaired.ExtraParameters), Is.EqualTo((false, 0L)));
        Assert.That(repaired.WeightsFor("one"), Is.SameAs(repaired.WeightsFor("two")));
        Assert.That((new Magic { Space = MagicSpace.Weights }.Data, new Magic().Data), Is.EqualTo((DataUse.None, DataUse.UnlabelledTest)));
    }
}
