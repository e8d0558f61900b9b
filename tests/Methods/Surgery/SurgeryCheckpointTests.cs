using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Surgery;

public sealed class SurgeryCheckpointTests
{
    private static IEnumerable<IRepair> Repairs => RepairCatalog.All.Where(repair => !repair.NeedsWeights).Select(repair => Shortened.Of(repair, iterations: 2));

    [Test]
    public void PutsCorrectionsBackInPlace([ValueSource(nameof(Repairs))] IRepair repair)
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var repaired = repair.Repair(merged, zoo.RepairInput);
        using var written = Written(repaired);
        using var read = SurgeryCheckpoint.Load(merged, zoo.Backbone, written);
        Assert.That(written.Names.Sum(name => written[name].numel()), Is.EqualTo(repaired.ExtraParameters));
        Assert.That(read.ExtraParameters, Is.EqualTo(repaired.ExtraParameters));
        Assert.That(zoo.Embed(read).eq(zoo.Embed(repaired)).all().item<bool>());
        Assert.That(zoo.Embed(read).eq(zoo.Embed(merged)).all().item<bool>(), Is.False, "they do something");
    }

    [TestCase("one.final.up", null, "hold no 'one.final.up'")]
    [TestCase("one.1.down", "one.7.down", "'one.7.down'; a block below 2")]
    [TestCase("one.1.down", "one.down", "'one.down'; TASK.BLOCK")]
    [TestCase("one.1.down", "one.x.down", "'one.x.down'; a block")]
    [TestCase("one.1.down", "one.1.scale", "'one.1.scale'; TASK.BLOCK")]
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
    public void NamesABiasThatDoesNotFit()
    {
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var repaired = new ClosedFormSurgery { Rank = 3 }.Repair(merged, zoo.RepairInput);
        using var written = Written(repaired);
        using var changed = written.Map((name, tensor) => name == "one.1.bias" ? zeros(3) : tensor.clone());
        Assert.That(() => SurgeryCheckpoint.Load(merged, zoo.Backbone, changed), Throws.TypeOf<BadInputException>().With.Message.Contains("'one.1.bias'; a shape of [16]"));
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
