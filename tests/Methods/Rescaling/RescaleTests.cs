using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Rescaling;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Rescaling;

public sealed class RescaleTests
{
    /// <summary>The step that TACT makes after its merge, on the same images.</summary>
    [Test]
    public void DoesToAMergeWhatTactDoesToIts()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var whole = new Tact { Align = false }.Merge(zoo.MergeInput);
        using var merged = new Tact { Align = false, Correct = false }.Merge(zoo.MergeInput);
        using var repaired = new Rescale().Repair(merged, zoo.RepairInput);
        Assert.That((zoo.Embed(repaired) - zoo.Embed(whole)).abs().max().item<float>(), Is.LessThan(1e-5));
        Assert.That(repaired.ExtraParameters, Is.EqualTo(whole.ExtraParameters));
    }

    [Test]
    public void LeavesAModelThatIsItsExpertAlone()
    {
        using var zoo = new TinyZoo();
        Assert.That(zoo.MovesExpertsBy(new Rescale()), Is.LessThan(1e-4));
    }
}
