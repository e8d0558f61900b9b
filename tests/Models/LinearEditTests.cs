using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Models;
using SurgeryBench.Models.Layouts;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Models;

[TestFixtureSource(nameof(Layouts))]
public sealed class LinearEditTests(IKeyLayout layout)
{
    private static readonly VisionTransformerShape Shape = new(Width: 16, Blocks: 2, Heads: 2, Patch: 8, ImageSize: 16, EmbeddingSize: 12);

    private readonly VisionTransformer tower = new("tiny", Shape, layout);
    private Weights weights = null!;
    private Tensor images = null!;

    public static IKeyLayout[] Layouts() => [new OpenClipLayout(), new HuggingFaceLayout()];

    [OneTimeSetUp]
    public void Draw()
    {
        using var generator = Seed.Of("linear").Generator();
        weights = new Weights(layout.Shapes(Shape).Select(tensor => KeyValuePair.Create(tensor.Key, randn(tensor.Value, generator: generator) * 0.1)));
        images = randn([3, 3, 16, 16], generator: generator);
    }

    [OneTimeTearDown]
    public void Free()
    {
        weights.Dispose();
        images.Dispose();
    }

    [Test]
    public void AnEditThatChangesNothingLeavesTheEmbedding()
    {
        using var scope = NewDisposeScope();
        Assert.That((tower.Encode(weights, images, linear: call => call.Run()) - tower.Encode(weights, images)).abs().max().item<float>(), Is.LessThan(1e-6f));
    }

    [Test]
    public void IsCalledOnceForEachLayerInTheOrderOfTheList()
    {
        using var scope = NewDisposeScope();
        List<LinearLayer> called = [];
        _ = tower.Encode(weights, images, linear: call =>
        {
            called.Add(call.Layer);
            return call.Run();
        });
        Assert.That(called, Is.EqualTo(tower.LinearLayers));
        Assert.That(called, Has.Count.EqualTo(Shape.Blocks * (layout is OpenClipLayout ? 4 : 6)));
    }

    [Test]
    public void ReplacesWhatTheLayerComputes()
    {
        using var scope = NewDisposeScope();
        var last = tower.LinearLayers.Last(layer => layer.Role == LinearRole.Contract);
        using var doubled = weights.Map((name, tensor) => name == last.WeightName || name == last.BiasName ? tensor * 2 : tensor.clone());
        var edited = tower.Encode(weights, images, linear: call => call.Layer == last ? call.Run() * 2 : call.Run());
        Assert.That((edited - tower.Encode(doubled, images)).abs().max().item<float>(), Is.LessThan(1e-5f));
        Assert.That((edited - tower.Encode(weights, images)).abs().max().item<float>(), Is.GreaterThan(1e-3f));
    }

    [Test]
    public void StepByStepIsTheSameAsInOneGo()
    {
        using var scope = NewDisposeScope();
        var tokens = tower.Embed(weights, images);
        for (var block = 0; block < tower.Blocks; block++) tokens = tower.RunBlock(weights, block, tokens);
        Assert.That(tower.Project(weights, tokens).eq(tower.Encode(weights, images)).all().item<bool>());
    }

    [Test]
    public void KnowsWhatEachTensorIs()
    {
        foreach (var name in weights.Names)
        {
            var (kind, block) = tower.RoleOf(name);
            Assert.That(tower.RoleOf(name).IsSecondNorm, Is.EqualTo(name.Contains("ln_2") || name.Contains("layer_norm2") || name.Contains("post")), name);
            Assert.That(kind, Is.Not.EqualTo(TensorKind.Other), name);
            Assert.That(block is not null, Is.EqualTo(name.Contains(".resblocks.") || name.Contains(".layers.")), name);
            Assert.That(kind == TensorKind.LinearWeight, Is.EqualTo(tower.LinearLayers.Any(layer => layer.WeightName == name)), name);
            Assert.That(kind == TensorKind.LinearBias, Is.EqualTo(tower.LinearLayers.Any(layer => layer.BiasName == name)), name);
        }
        Assert.That(tower.RoleOf("logit_scale"), Is.EqualTo(new TensorRole(TensorKind.Other, null)));
    }
}
