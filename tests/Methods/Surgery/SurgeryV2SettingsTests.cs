using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Models;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Surgery;

/// <summary>What SurgeryV2 may be told to train and to compare.</summary>
public sealed class SurgeryV2SettingsTests
{
    [Test]
    public void KeepTheKeysOfRecordsThatWereThereBefore()
    {
        const string before = """{"Rank":null,"Loss":"L1","Sharing":"Shared","Iterations":500,"BatchesPerVisit":2,"BatchSize":16,"LearningRate":0.001}""";
        Assert.That(SettingsJson.Of(new SurgeryV2()), Is.EqualTo(before));
        Assert.That(SettingsJson.AllOf(new SurgeryV2()), Does.Contain("\"Modules\":\"Relu\"").And.Contain("\"Target\":\"TokenMeans\""));
        Assert.That(SettingsJson.Of(SettingsJson.With(new SurgeryV2(), "surgery-v2", "Target", "Tokens")), Does.Contain("\"Target\":\"Tokens\""));
    }

    /// <summary>Before training the loss after a block is the mean distance of its tokens to the expert's; behind the last, of the class token.</summary>
    [Test]
    public void CompareTokensBlockByBlockAndTheClassTokenBehindTheLast()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        var modules = zoo.Experts.Select(_ => new TaskModules([.. Enumerable.Range(0, 2).Select(_ => Nothing(16))], Nothing(12))).ToImmutableArray();
        var losses = new SurgeryV2 { Target = SurgeryTarget.Tokens }.LevelLosses(modules, Encode, [new TaskBatch(1, [2, 5, 7])], zoo.RepairInput);
        var images = zoo.Data[1].Images.Take([2, 5, 7]);
        List<Tensor> own = [], wanted = [];
        own.Add(merged.Encode(images, "two", Into(own)));
        wanted.Add(zoo.Backbone.Encode(zoo.Experts[1].Weights, images, Into(wanted)));
        var expected = own.Zip(wanted, (one, two) => (one - two).abs()).ToArray();
        expected[1] = expected[1].select(1, 0);
        Assert.That(losses.Select(loss => loss.item<float>()), Is.EqualTo(expected.Select(distance => distance.mean().item<float>())).Within(1e-5));
        foreach (var task in modules) task.Dispose();

        Tensor Encode(IReadOnlyList<TaskBatch> batches, BlockEdit afterBlock) => SurgeryV2.Encode(merged, batches, afterBlock, zoo.RepairInput);

        static AffineModule Nothing(int width) => AffineModule.Draw(width, 3, Seed.Of("nothing", $"{width}"), CPU);

        static BlockEdit Into(List<Tensor> seen) => (_, tokens) =>
        {
            seen.Add(tokens.alias().DetachFromDisposeScope());
            return tokens;
        };
    }

    [Test]
    public void StartWhereTheClosedFormEndsAndLowerTheLoss()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var closed = new ClosedFormSurgery { Rank = 3 }.Repair(merged, zoo.RepairInput);
        var polish = new SurgeryV2 { Modules = SurgeryModules.Fitted, Rank = 3, Iterations = 100, BatchSize = 10, LearningRate = 1e-4 };
        using var untouched = (polish with { Iterations = 1, LearningRate = 1e-12 }).Repair(merged, zoo.RepairInput);
        var losses = new List<double>();
        using var polished = polish.Repair(merged, zoo.RepairInput with { Progress = new Immediately(step => { if (step.Stage == polish.Name) losses.Add(step.Loss); }) });
        Assert.That((zoo.Embed(untouched) - zoo.Embed(closed)).abs().max().item<float>(), Is.LessThan(1e-5));
        // A batch is all images of a task, and each task steps in turn.
        Assert.That(losses[^3..].Sum(), Is.LessThan(0.9 * losses[..3].Sum()));
    }

    [Test]
    public void StoreNoMoreThanThePapersModules([Values("vit-mini", "vit-b-32", "vit-l-14")] string backbone, [Values(SurgeryModules.Affine, SurgeryModules.Fitted)] SurgeryModules modules)
    {
        var tower = BackboneCatalog.Find(backbone);
        Assert.That(new SurgeryV2 { Modules = modules }.SizeOn(tower).ParametersPerTask, Is.InRange(1, new SurgeryV2().SizeOn(tower).ParametersPerTask));
    }

    [Test]
    public void TrainWhatTheySay([Values] SurgeryModules modules, [Values] SurgeryTarget target)
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        var repair = new SurgeryV2 { Modules = modules, Target = target, Rank = 3, Iterations = 40 };
        using var repaired = repair.Repair(merged, zoo.RepairInput);
        Assert.That(repaired.ExtraParameters, Is.EqualTo(TinyZoo.Tasks.Length * repair.SizeOn(zoo.Backbone).ParametersPerTask));
        Assert.That(zoo.Bias(repaired), Is.LessThan(0.98 * zoo.Bias(merged)));
    }
}
