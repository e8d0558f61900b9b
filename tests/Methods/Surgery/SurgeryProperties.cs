using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Surgery;

public sealed class SurgeryProperties
{
    [Test]
    public void EqualsTheMergedModelBitForBitBeforeTraining([Values] bool deep)
    {
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var fresh = new SurgicalModel(merged, TinyZoo.Tasks.ToImmutableDictionary(task => task, task => Fresh(zoo, task, deep)));
        using Tensor one = zoo.Embed(merged), two = zoo.Embed(fresh);
        Assert.That(one.eq(two).all().item<bool>());
    }

    [Test]
    public void MovesOnlyUpInTheFirstStep()
    {
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        var modules = ImmutableArray.Create(Fresh(zoo, "one", deep: true));
        var down = modules[0].All.Select(module => module.Down.clone()).ToList();
        new SurgeryV2 { Iterations = 1, BatchesPerVisit = 1 }.Train(modules, merged, zoo.RepairInput with { Experts = zoo.Experts[..1] });
        Assert.Multiple(() =>
        {
            foreach (var (module, before) in modules[0].All.Zip(down)) Assert.That(module.Down.eq(before).all().item<bool>(), "Down moved");
            foreach (var module in modules[0].All) Assert.That(module.Up.abs().sum().item<float>(), Is.GreaterThan(0), "Up stayed");
        });
        modules[0].Dispose();
    }

    [Test]
    public void TrainsOnCachedEmbeddingsAsOnImages()
    {
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        var surgery = new RepresentationSurgery { Iterations = 5, Rank = 3 };
        using var cached = surgery.Repair(merged, zoo.RepairInput);
        using var live = TrainOnImages(zoo, merged, surgery);
        using Tensor one = zoo.Embed(cached), two = zoo.Embed(live);
        Assert.That((one - two).abs().max().item<float>(), Is.LessThan(1e-5));
    }

    [Test]
    public void LowersEveryKindOfLoss([Values] SurgeryLoss loss)
    {
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        var losses = new List<double>();
        var input = zoo.RepairInput with { Progress = new Immediately(step => losses.Add(step.Loss)) };
        using var repaired = new SurgeryV2 { Iterations = 30, Loss = loss }.Repair(merged, input);
        Assert.That(losses.TakeLast(6).Average(), Is.LessThan(losses.Take(6).Average()));
    }

    [TestCase(SurgeryLoss.L1, 1.5)]
    [TestCase(SurgeryLoss.L2, 2.5)]
    [TestCase(SurgeryLoss.SmoothL1, 1.0)]
    [TestCase(SurgeryLoss.NegativeCosine, -1.0)]
    public void ComputesEachLossByHand(SurgeryLoss loss, double expected)
    {
        using Tensor corrected = tensor(new float[] { 2, 4 }).view(1, 2), target = tensor(new float[] { 1, 2 }).view(1, 2);
        using var value = SurgeryLossFunctions.Between(loss, corrected, target);
        Assert.That(value.item<float>(), Is.EqualTo(expected).Within(1e-6));
    }

    private static TaskModules Fresh(TinyZoo zoo, string task, bool deep)
    {
        LowRankModule Draw(int width, string name) => LowRankModule.Draw(width, 3, Seed.Of(task, name), CPU);
        return new TaskModules(
            [.. Enumerable.Range(0, deep ? zoo.Backbone.Blocks : 0).Select(block => Draw(zoo.Backbone.Width, $"{block}"))], Draw(zoo.Backbone.EmbeddingSize, "final"));
    }

    // The reference's way: encode each batch anew. Same draws, same initial modules, so the result must be the same.
    private static SurgicalModel TrainOnImages(TinyZoo zoo, MergedModel merged, RepresentationSurgery surgery)
    {
        var input = zoo.RepairInput;
        var modules = zoo.Experts.Select(expert => new TaskModules([], LowRankModule.Draw(zoo.Backbone.EmbeddingSize, 3, input.Seed.For(expert.Task), CPU))).ToImmutableArray();
        var schedule = new SurgerySchedule("surgery", surgery.Iterations, surgery.BatchesPerVisit, surgery.BatchSize, surgery.LearningRate, surgery.Sharing);
        SurgeryTraining.Run(modules, input, schedule, (task, indices) =>
        {
            var name = zoo.Experts[task].Task;
            var embedding = merged.Encode(input.ImagesOf(name).Take(indices), name);
            return [SurgeryLossFunctions.Between(surgery.Loss, modules[task].Final.Clean(embedding), zoo.Targets.Embeddings(name, indices))];
        });
        return new SurgicalModel(merged, zoo.Experts.Zip(modules).ToImmutableDictionary(pair => pair.First.Task, pair => pair.Second));
    }
}
