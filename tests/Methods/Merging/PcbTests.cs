using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

/// <summary>PCB on a tower: what the golden numbers say of one vector holds of all tensors end to end.</summary>
public sealed class PcbTests
{
    [Test]
    public void CompetesOverTheWholeModelAndScales([Values] PcbForm form)
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        var method = new Pcb { Form = form, Scale = 0.7 };
        using var merged = (SingleModel)method.Merge(zoo.MergeInput);
        string[] names = [.. zoo.Base.Names.Where(zoo.Base.IsFloatingPoint)];
        Tensor[] vectors = [.. zoo.Experts.Select(expert => cat([.. names.Select(name => (expert.Weights[name] - zoo.Base[name]).flatten())]))];
        var expected = method.Merge(3, task => vectors[task]) * 0.7;
        var actual = cat([.. names.Select(name => (merged.Weights[name] - zoo.Base[name]).flatten())]);
        Assert.That((actual - expected).abs().max().item<float>(), Is.LessThan(1e-6));
    }
}
