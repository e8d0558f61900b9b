using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class FeatCalTests
{
    /// <summary>
    /// Of one expert, without a pull or a mix of inputs, every layer that sees more tokens than it has inputs becomes the expert's; so do the
    /// norms. What is outside the blocks stays task arithmetic's.
    /// </summary>
    [Test]
    public void GivesTheOnlyExpertsBlocksBack()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        var input = zoo.MergeInput with { Experts = zoo.Experts[..1], Data = zoo.Data[..1] };
        using var merged = (SingleModel)new FeatCal { Ridge = 1e-9, Mix = 0 }.Merge(input);
        using var start = (SingleModel)new TaskArithmetic().Merge(input);
        foreach (var name in merged.Weights.Names.Where(name => merged.Weights.IsFloatingPoint(name) && !name.Contains("c_proj", StringComparison.Ordinal)))
        {
            var expected = zoo.Backbone.RoleOf(name).Block is null ? start.Weights[name] : zoo.Experts[0].Weights[name];
            Assert.That((merged.Weights[name] - expected).abs().max().item<float>(), Is.LessThan(2e-3), name);
        }
    }

    [Test]
    public void IsTheAnchorUnderAStrongPull()
    {
        using var zoo = new TinyZoo();
        using var merged = (SingleModel)new FeatCal { Ridge = 1e9, AnchorScale = 2, Scale = 0.15 }.Merge(zoo.MergeInput);
        using var expected = (SingleModel)new TaskArithmetic { Scale = 0.3 }.Merge(zoo.MergeInput);
        foreach (var name in merged.Weights.Names.Where(name => zoo.Backbone.RoleOf(name).Block is not null))
        {
            using var scope = NewDisposeScope();
            Assert.That((merged.Weights[name] - expected.Weights[name]).abs().max().item<float>(), Is.LessThan(1e-5), name);
        }
    }

    [Test]
    public void BringsTheMergeCloserToAllExperts()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new FeatCal().Merge(zoo.MergeInput);
        using var start = new TaskArithmetic().Merge(zoo.MergeInput);
        Assert.That(zoo.Bias(merged), Is.LessThan(zoo.Bias(start)));
        Assert.That((merged.NeedsTaskId, merged.ExtraParameters), Is.EqualTo((false, 0L)));
    }

    /// <summary>Behind the last block patches are nothing; before it they are keys and values, which their weight leaves alone.</summary>
    [Test]
    public void WeighsPatchesInTheLastBlockOnlyAndLeavesKeysAndValuesAlone()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var weighed = (SingleModel)new FeatCal().Merge(zoo.MergeInput);
        using var even = (SingleModel)new FeatCal { PatchWeight = 1 }.Merge(zoo.MergeInput);
        var changed = weighed.Weights.Names.Where(name => !Same(weighed.Weights[name], even.Weights[name])).ToList();
        Assert.That(changed, Is.Not.Empty.And.All.Contains("resblocks.1."));
        var (attention, width) = ("visual.transformer.resblocks.1.attn.in_proj_weight", zoo.Backbone.Width);
        Assert.That(changed, Does.Contain(attention));
        Assert.That(Same(weighed.Weights[attention].narrow(0, width, 2 * width), even.Weights[attention].narrow(0, width, 2 * width)));

        static bool Same(Tensor one, Tensor two) => one.eq(two).all().item<bool>();
    }
}
