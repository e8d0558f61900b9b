using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class LinesTests
{
    private const double Slope = 0.8;

    // Two blocks: the first and what is outside get α, the last α + β.
    [Test]
    public void ScalesTheMergeOfItsRuleByDepth([Values] LinesRule rule)
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        IMergeMethod inner = rule == LinesRule.TaskArithmetic ? new TaskArithmetic { Scale = 1 } : Ties.AsPublished;
        using SingleModel lines = (SingleModel)new Lines { Rule = rule, Slope = Slope }.Merge(zoo.MergeInput), plain = (SingleModel)inner.Merge(zoo.MergeInput);
        string[] names = [.. zoo.Base.Names.Where(zoo.Base.IsFloatingPoint)];
        double all = names.Sum(name => Length(stack([.. zoo.Experts.Select(expert => expert.Weights[name] - zoo.Base[name])]).sum(dim: 0)));
        var intercept = all / names.Sum(name => Length(plain.Weights[name] - zoo.Base[name])) / 3;
        foreach (var name in names)
        {
            var factor = intercept + (name.Contains("resblocks.1.", StringComparison.Ordinal) ? Slope : 0);
            var expected = zoo.Base[name] + ((plain.Weights[name] - zoo.Base[name]) * factor);
            Assert.That((lines.Weights[name] - expected).abs().max().item<float>(), Is.LessThan(1e-5), name);
        }
    }

    private static double Length(Tensor vector) => vector.abs().sum().item<float>();
}
