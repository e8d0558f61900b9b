using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods;

/// <summary>What every repair keeps to, on a merge of one kind. Each check fails by an assertion.</summary>
internal static class RepairContract
{
    public static void LeavesTheMergeAndItsInputsAsTheyWere(IRepair repair, IMergeMethod merge)
    {
        using var zoo = new TinyZoo();
        using var merged = merge.Merge(zoo.MergeInput);
        using var before = zoo.Embed(merged);
        var copies = zoo.Borrowed.Select(tensor => tensor.clone()).ToList();
        using (repair.Repair(merged, zoo.RepairInput)) { }
        using var after = zoo.Embed(merged);
        Assert.That(Same(before, after), "the merged model was changed or disposed");
        foreach (var (tensor, copy) in zoo.Borrowed.Zip(copies)) Assert.That(Same(tensor, copy), "an input was changed");
        foreach (var copy in copies) copy.Dispose();
    }

    public static void BringsTheMergeCloserToItsExperts(IRepair repair, IMergeMethod merge)
    {
        using var zoo = new TinyZoo();
        using var merged = merge.Merge(zoo.MergeInput);
        using var repaired = repair.Repair(merged, zoo.RepairInput);
        if (repair.IsPerTask) Assert.That(zoo.Bias(repaired), Is.LessThan(0.98 * zoo.Bias(merged)), "the repaired model is no closer to the experts");
        else Assert.That(zoo.Bias(repaired), Is.Not.EqualTo(zoo.Bias(merged)).Within(0.1).Percent, "the repaired model is the merged one");
    }

    public static void SaysWhatItCosts(IRepair repair, IMergeMethod merge)
    {
        using var zoo = new TinyZoo();
        using var merged = merge.Merge(zoo.MergeInput);
        using var repaired = repair.Repair(merged, zoo.RepairInput);
        Assert.That(repaired.ExtraParameters, repair.IsPerTask ? Is.GreaterThan(merged.ExtraParameters) : Is.EqualTo(merged.ExtraParameters), "a repair of each task stores something");
        Assert.That(repaired.NeedsTaskId, Is.EqualTo(repair.IsPerTask || merged.NeedsTaskId), "task-specific corrections need the task");
    }

    public static void IsTheSameTwice(IRepair repair, IMergeMethod merge)
    {
        using var zoo = new TinyZoo();
        using var merged = merge.Merge(zoo.MergeInput);
        using MergedModel first = repair.Repair(merged, zoo.RepairInput), second = repair.Repair(merged, zoo.RepairInput);
        using Tensor one = zoo.Embed(first), two = zoo.Embed(second);
        Assert.That(Same(one, two), "two repairs differ");
    }

    public static void LeaksNoTensor(IRepair repair, IMergeMethod merge)
    {
        using var zoo = new TinyZoo();
        using var merged = merge.Merge(zoo.MergeInput);
        using (repair.Repair(merged, zoo.RepairInput)) { }
        var before = LiveTensors.Count();
        using (repair.Repair(merged, zoo.RepairInput)) { }
        Assert.That(Tensor.TotalCount, Is.EqualTo(before), "tensors stay alive");
    }

    public static void LetsTheCallerSeeItsBlocks(IRepair repair, IMergeMethod merge)
    {
        using var zoo = new TinyZoo();
        using var merged = merge.Merge(zoo.MergeInput);
        using var repaired = repair.Repair(merged, zoo.RepairInput);
        using var images = zoo.Data[0].Images.Take([0, 1]);
        var seen = new List<int>();
        using var embedding = repaired.Encode(images, TinyZoo.Tasks[0], (block, tokens) =>
        {
            seen.Add(block);
            return tokens;
        });
        Assert.That(seen, Is.EqualTo(Enumerable.Range(0, zoo.Backbone.Blocks)), "the caller's edit is not called after every block");
    }

    private static bool Same(Tensor one, Tensor two) => one.eq(two).all().item<bool>();
}
