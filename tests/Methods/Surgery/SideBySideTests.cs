using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Surgery;

public sealed class SideBySideTests
{
    [Test]
    public void CorrectsEachTasksImagesByItsOwnModules([Values] bool affine)
    {
        using var scope = NewDisposeScope();
        TaskModules[] tasks = [.. Enumerable.Range(0, 3).Select(task => new TaskModules([Draw(6, $"{task}/block")], Draw(4, $"{task}/final")))];
        using var edit = new SideBySide([.. tasks]);
        Tensor tokens = Normal("tokens", 3 * 5, 7, 6), embedding = Normal("embedding", 3 * 5, 4);
        var apart = tasks.Index().Select(pair => pair.Item.CleanBlock(0, tokens.narrow(0, 5 * pair.Index, 5))).ToArray();
        var finals = tasks.Index().Select(pair => pair.Item.Final.Clean(embedding.narrow(0, 5 * pair.Index, 5))).ToArray();
        Assert.That((edit.CleanBlock(0, tokens) - cat(apart)).abs().max().item<float>(), Is.LessThan(1e-6));
        Assert.That((edit.CleanEmbedding(embedding) - cat(finals)).abs().max().item<float>(), Is.LessThan(1e-6));
        foreach (var task in tasks) task.Dispose();

        Correction Draw(int width, string name) => affine
            ? new AffineModule(Normal($"{name}/down", 2, width), Normal($"{name}/up", width, 2), Normal($"{name}/bias", width))
            : new ReluModule(Normal($"{name}/down", 2, width), Normal($"{name}/up", width, 2));
    }

    [Test]
    public void BeginsBehindTheFirstBlockWithWhatTheModelHasThere()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var first = FirstBlock.Of(merged, zoo.RepairInput)!;
        TaskBatch[] batches = [new(0, [3, 1]), new(2, [0, 4])];
        BlockEdit edit = (block, tokens) => tokens * (block + 0.5);
        Tensor one = first.Encode(batches, edit), two = SurgeryV2.Encode(merged, batches, edit, zoo.RepairInput);
        Assert.That((one - two).abs().max().item<float>(), Is.LessThan(1e-5));
        using var bound = new TaskBound(merged);
        Assert.That(FirstBlock.Of(bound, zoo.RepairInput), Is.Null);
    }

    [Test]
    public void RunsEachTasksImagesByItsOwnWeights()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new Individual().Merge(zoo.MergeInput);
        using var first = FirstBlock.Of(merged, zoo.RepairInput)!;
        TaskBatch[] batches = [new(2, [3, 1]), new(0, [0, 4])];
        BlockEdit edit = (block, tokens) => tokens * (block + 0.5);
        Tensor together = first.Encode(batches, edit), apart = cat([.. batches.Select(batch => SurgeryV2.Encode(merged, [batch], edit, zoo.RepairInput))]);
        Assert.That((together - apart).abs().max().item<float>(), Is.LessThan(1e-5));
    }

    private static Tensor Normal(string name, params long[] shape)
    {
        using var generator = Seed.Of("side-by-side", name).Generator();
        return randn(shape, generator: generator);
    }
}
