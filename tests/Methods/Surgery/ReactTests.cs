using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Operations;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Surgery;

public sealed class ReactTests
{
    [Test]
    public void HasOneMapForAllTasksWhereItPrefersNone()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var repaired = new React { Preference = ReactPreference.Equal, Pull = 1e-9 }.Repair(merged, zoo.RepairInput);
        // Without a pull the best single map of all images together.
        var map = linalg.lstsq(zoo.Embed(merged).to(float64), zoo.ExpertEmbeddings().to(float64)).Solution;
        Assert.That((zoo.Embed(repaired) - zoo.Embed(merged).to(float64).matmul(map)).abs().max().item<double>(), Is.LessThan(1e-4));
        Assert.That((repaired.NeedsTaskId, repaired.ExtraParameters), Is.EqualTo((false, 12L * 12)));
    }

    [Test]
    public void IsNearestToEachExpertWithItsOwnMap()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        float[] distances = [.. new IRepair[] { new React { Pull = 1e-6 }, new React { Pull = 1e-6, Preference = ReactPreference.Equal } }.Select(Distance)];
        Assert.That(distances[0], Is.LessThan(distances[1]));

        float Distance(IRepair repair)
        {
            using var repaired = repair.Repair(merged, zoo.RepairInput);
            return (zoo.Embed(repaired) - zoo.ExpertEmbeddings()).square().mean().item<float>();
        }
    }

    [Test]
    public void IsARotationThatNoneIsBetterThan()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var turned = new Procrustes().Repair(merged, zoo.RepairInput);
        var before = zoo.Embed(merged);
        Assert.That((zoo.Embed(turned).norm(1, p: 2f) - before.norm(1, p: 2f)).abs().max().item<float>(), Is.LessThan(1e-5));
        var wanted = zoo.ExpertEmbeddings();
        for (var trial = 0; trial < 10; trial++)
        {
            using var generator = Seed.Of("turn", $"{trial}").Generator();
            var other = ThinSvd.Polar(eye(12) + (randn(12, 12, generator: generator) * 0.01));
            Assert.That((zoo.Embed(turned).matmul(other) - wanted).square().sum().item<float>(), Is.GreaterThan((zoo.Embed(turned) - wanted).square().sum().item<float>()));
        }
    }
}
