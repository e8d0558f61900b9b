using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Surgery;

public sealed class SurgeryCheckpointTests
{
    [Test]
    public void PutsCorrectionsBackInPlace([Values] bool deep)
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        SurgeryRepair repair = deep ? new SurgeryV2 { Iterations = 2, Rank = 3 } : new RepresentationSurgery { Iterations = 2, Rank = 3 };
        using var repaired = repair.Repair(merged, zoo.RepairInput);
        using var written = Written(repaired);
        using var read = SurgeryCheckpoint.Load(merged, zoo.Backbone, written);
        Assert.That(written.Names, Has.Length.EqualTo(TinyZoo.Tasks.Length * 2 * (deep ? zoo.Backbone.Blocks + 1 : 1)));
        Assert.That(read.ExtraParameters, Is.EqualTo(repaired.ExtraParameters));
        Assert.That(zoo.Embed(read).eq(zoo.Embed(repaired)).all().item<bool>());
        Assert.That(zoo.Embed(read).eq(zoo.Embed(merged)).all().item<bool>(), Is.False, "they do something");
    }

    [TestCase("one.final.up", null, "hold no 'one.final.up'")]
    [TestCase("one.1.down", "one.7.down", "'one.7.down'; a block below 2")]
    [TestCase("one.1.down", "one.down", "'one.down'; TASK.BLOCK")]
    [TestCase("one.1.down", "one.x.down", "'one.x.down'; a block")]
    public void NamesWhatDoesNotFit(string name, string? instead, string fault)
    {
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var repaired = new SurgeryV2 { Iterations = 1, Rank = 3 }.Repair(merged, zoo.RepairInput);
        using var written = Written(repaired);
        using var changed = new Weights(written.Names.Where(one => one != name || instead is not null)
            .Select(one => KeyValuePair.Create(one == name ? instead! : one, written[one].clone())));
        Assert.That(() => SurgeryCheckpoint.Load(merged, zoo.Backbone, changed), Throws.TypeOf<BadInputException>().With.Message.Contains(fault));
    }

    [Test]
    public void KeepsNothingToWriteDownOfSeveralEncoders()
    {
        using var zoo = new TinyZoo();
        using var individual = new Individual().Merge(zoo.MergeInput);
        Assert.That(individual.Parts, Is.Null);
    }

    private static Weights Written(MergedModel model) => new(model.Parts!.Corrections.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.clone())));
}
