using NUnit.Framework;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Models;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Surgery;

public sealed class WideSurgeryTests
{
    [Test]
    public void HasTheSizeAndTheScheduleOfWhatItControls([Values("vit-b-32", "vit-mini")] string backbone)
    {
        var (control, original) = (new WideSurgery(), new ProbabilisticSurgery());
        Assert.That(control.SizeOn(BackboneCatalog.Find(backbone)), Is.EqualTo(original.SizeOn(BackboneCatalog.Find(backbone))));
        Assert.That((control.Iterations, control.BatchesPerVisit, control.BatchSize), Is.EqualTo((original.Iterations, original.BatchesPerVisit, original.BatchSize)));
        Assert.That((control.LearningRate, control.Loss, control.Sharing), Is.EqualTo((original.LearningRate, original.Loss, original.Sharing)));
    }

    [Test]
    public void IsSurgeryOfTheseSettings()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var control = new WideSurgery { Iterations = 20, Rank = 4 }.Repair(merged, zoo.RepairInput);
        using var surgery = new RepresentationSurgery { Iterations = 20, BatchesPerVisit = 1, Rank = 4 }.Repair(merged, zoo.RepairInput);
        Assert.That(zoo.Embed(control).eq(zoo.Embed(surgery)).all().item<bool>(), Is.True);
        Assert.That(zoo.Embed(control).eq(zoo.Embed(merged)).all().item<bool>(), Is.False);
    }
}
