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
        using var fresh = new SurgicalModel(merged, TinyZoo.Tasks.ToImmutableDictionary(task => task, task => Fresh(zoo, task, deep)), zoo.Backbone.Tokens);
        using Tensor one = zoo.Embed(merged), two = zoo.Embed(fresh);
        Assert.That(one.eq(two).all().item<bool>());
    }

    [Test]
    public void MovesOnlyUpInTheFirstStep()
    {
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        var modules = ImmutableArray.Create(Fresh(zoo, "one", deep: true));
        var down = modules[0].All.OfType<ReluModule>().Select(module => module.Down.clone()).ToList();
        new SurgeryV2 { Iterations = 1, BatchesPerVisit = 1 }.Train(modules, merged, zoo.RepairInput with { Experts = zoo.Experts[..1] });
        Assert.Multiple(() =>
        {
            foreach (var (module, before) in modules[0].All.OfType<ReluModule>().Zip(down)) Assert.That(module.Down.eq(before).all().item<bool>(), "Down moved");
            foreach (var module in modules[0].All.OfType<ReluModule>()) Assert.That(module.Up.abs().sum().item<float>(), Is.GreaterThan(0), "Up stayed");
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
    public void GivesTheSameWhetherTasksShareAPassOrNot([Values] OptimiserSharing sharing)
    {
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var alone = new TaskBound(merged);
        var surgery = new SurgeryV2 { Iterations = 6, BatchSize = 3, Rank = 3, Sharing = sharing };
        var (together, apart) = (Losses(surgery, merged), Losses(surgery, alone));
        Assert.That(together.Select(step => step.Step), Is.EqualTo(apart.Select(step => step.Step)));
        Assert.That(together.Select(step => step.Loss), Is.EqualTo(apart.Select(step => step.Loss)).Within(1e-4).Percent);

        List<StepProgress> Losses(SurgeryV2 repair, MergedModel model)
        {
            var steps = new List<StepProgress>();
            repair.Repair(model, zoo.RepairInput with { Progress = new Immediately(steps.Add) }).Dispose();
            return steps;
        }
    }

    [Test]
    public void RestsAsOftenAsOtherTasksStepWhenTheyHaveFewerImages()
    {
        var modules = Enumerable.Range(0, 3).Select(_ => SurgeryDoubles.Zero()).ToImmutableArray();
        var input = SurgeryDoubles.Input([.. TinyZoo.Tasks.Select(task => new TaskImages(task, new TensorImages(zeros(4, 1)), []))]) with
        {
            // One, two and three batches a visit, as sets too small for a whole visit give.
            Batches = new FixedBatches((task, _) => [.. Enumerable.Repeat(new long[] { 0 }, TinyZoo.Tasks.IndexOf(task) + 1)]),
        };
        SurgeryTraining.Run(modules, input, new SurgerySchedule("test", 2, 3, 1, 1e-3, OptimiserSharing.Shared) { TasksPerPass = 3 }, batches => SurgeryDoubles.Slopes(modules, batches));
        foreach (var (task, module) in modules.Index())
        {
            var expected = Displacement([.. Enumerable.Range(0, 2).SelectMany(round => Round(task, started: round > 0))]);
            Assert.That(-((ReluModule)module.Final).Up.item<float>(), Is.EqualTo(expected).Within(0.01).Percent, TinyZoo.Tasks[task]);
            module.Dispose();
        }
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
        using var value = SurgeryLossFunctions.Between(loss, corrected, target, batches: 1);
        Assert.That(value.item<float>(), Is.EqualTo(expected).Within(1e-6));
    }

    // The gradients a task meets in one round: zeros while others step, if it has stepped before, and ones for its own batches.
    private static IEnumerable<double> Round(int task, bool started) =>
        [.. Enumerable.Repeat(0.0, started ? task * (task + 1) / 2 : 0), .. Enumerable.Repeat(1.0, task + 1), .. Enumerable.Repeat(0.0, 6 - ((task + 1) * (task + 2) / 2))];

    private static double Displacement(double[] gradients)
    {
        var (x, m, v) = (0.0, 0.0, 0.0);
        foreach (var (t, g) in gradients.Index())
        {
            (m, v) = ((0.9 * m) + (0.1 * g), (0.999 * v) + (0.001 * g * g));
            x += 1e-3 * (m / (1 - Math.Pow(0.9, t + 1))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, t + 1))) + 1e-8);
        }
        return x;
    }

    private static TaskModules Fresh(TinyZoo zoo, string task, bool deep)
    {
        ReluModule Draw(int width, string name) => ReluModule.Draw(width, 3, Seed.Of(task, name), CPU);
        return new TaskModules(
            [.. Enumerable.Range(0, deep ? zoo.Backbone.Blocks : 0).Select(block => Draw(zoo.Backbone.Width, $"{block}"))], Draw(zoo.Backbone.EmbeddingSize, "final"));
    }

    // The reference's way: encode each batch anew. Same draws, same initial modules, so the result must be the same.
    private static SurgicalModel TrainOnImages(TinyZoo zoo, MergedModel merged, RepresentationSurgery surgery)
    {
        var input = zoo.RepairInput;
        var modules = zoo.Experts.Select(expert => new TaskModules([], ReluModule.Draw(zoo.Backbone.EmbeddingSize, 3, input.Seed.For(expert.Task), CPU))).ToImmutableArray();
        var schedule = new SurgerySchedule("surgery", surgery.Iterations, surgery.BatchesPerVisit, surgery.BatchSize, surgery.LearningRate, surgery.Sharing);
        SurgeryTraining.Run(modules, input, schedule, batches => [stack([.. batches.Select(Loss)])]);
        return new SurgicalModel(merged, zoo.Experts.Zip(modules).ToImmutableDictionary(pair => pair.First.Task, pair => pair.Second), zoo.Backbone.Tokens);

        Tensor Loss(TaskBatch batch)
        {
            var name = zoo.Experts[batch.Task].Task;
            var embedding = merged.Encode(input.ImagesOf(name).Take(batch.Indices), name);
            return SurgeryLossFunctions.Between(surgery.Loss, modules[batch.Task].Final.Clean(embedding), zoo.Targets.Embeddings(name, batch.Indices), batches: 1).squeeze(0);
        }
    }
}
