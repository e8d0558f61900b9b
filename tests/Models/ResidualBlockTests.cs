using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models;
using SurgeryBench.Tests.Models.Text;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models;

public sealed class ResidualBlockTests
{
    [Test]
    public void ShowsATokenThoseBeforeItAndInTheCausalFormNoOthers([Values] bool causal)
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTextTower.Weights();
        var block = TinyTextTower.Tower.Layout.Block(weights, 0);
        using var generator = Seed.Of("block").Generator();
        var tokens = randn([1, 5, 8], generator: generator);
        var plain = ResidualBlock.Run(block, tokens, heads: 2, causal);
        for (var changed = 0; changed < 5; changed++)
        {
            var other = tokens.clone();
            other[0, changed] += randn([8], generator: generator);
            var differs = (ResidualBlock.Run(block, other, heads: 2, causal) - plain).abs().amax([0, 2]).gt(1e-5).data<bool>().ToArray();
            Assert.That(differs, Is.EqualTo(Enumerable.Range(0, 5).Select(token => !causal || token >= changed)), $"token {changed} changed");
        }
    }

    [Test]
    public void LeavesItsInputsAlone()
    {
        using var scope = NewDisposeScope();
        using var weights = TinyTextTower.Weights();
        var tokens = ones(1, 3, 8);
        ResidualBlock.Run(TinyTextTower.Tower.Layout.Block(weights, 0), tokens, heads: 2, causal: true);
        Assert.That(tokens.eq(1).all().item<bool>());
    }
}
