using NUnit.Framework;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Models;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models;

public sealed class BrainFloatEncoderTests
{
    [Test]
    public void ComesAsCloseAsEightBitsOfPrecisionAllow()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        var coarse = new BrainFloatEncoder(zoo.Backbone);
        var images = zoo.Data[0].Images.Take([0, 1, 2]);
        var (exact, rounded) = (zoo.Backbone.Encode(zoo.Base, images), coarse.Encode(zoo.Base, images));
        var off = ((exact - rounded).norm() / exact.norm()).item<float>();
        Assert.That(rounded.dtype, Is.EqualTo(float32));
        Assert.That(off, Is.GreaterThan(0).And.LessThan(0.03));
    }

    [Test]
    public void HandsFloatsToEditsAndSendsGradientsBack()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        var coarse = new BrainFloatEncoder(zoo.Backbone);
        using var leaves = zoo.Base.Map((_, tensor) => tensor.clone().requires_grad_(tensor.is_floating_point()));
        var types = new List<ScalarType>();
        var embedding = coarse.Encode(leaves, zoo.Data[0].Images.Take([0]), (_, tokens) =>
        {
            types.Add(tokens.dtype);
            return tokens * 1;
        });
        embedding.sum().backward();
        Assert.That(types, Is.EqualTo(new[] { float32, float32 }));
        Assert.That(leaves["visual.proj"].grad!.dtype, Is.EqualTo(float32));
        Assert.That(leaves["visual.conv1.weight"].grad!.abs().sum().item<float>(), Is.GreaterThan(0));
    }

    [Test]
    public void CarriesMergesAndRepairs()
    {
        using var zoo = new TinyZoo();
        var coarse = new BrainFloatEncoder(zoo.Backbone);
        using var merged = new AdaMerging { Iterations = 2 }.Merge(zoo.MergeInput with { Backbone = coarse });
        var losses = new List<double>();
        using var repaired = new SurgeryV2 { Iterations = 30 }.Repair(merged, zoo.RepairInput with { Backbone = coarse, Progress = new Immediately(step => losses.Add(step.Loss)) });
        Assert.That(losses.TakeLast(6).Average(), Is.LessThan(losses.Take(6).Average()));
    }
}
