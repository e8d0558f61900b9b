using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Alignment;
using SurgeryBench.Models;
using SurgeryBench.Models.Layouts;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Alignment;

[TestFixtureSource(nameof(Layouts))]
public sealed class TowerOrderTests(IKeyLayout layout)
{
    private static readonly VisionTransformerShape Shape = new(Width: 16, Blocks: 2, Heads: 4, Patch: 8, ImageSize: 16, EmbeddingSize: 12);

    private readonly VisionTransformer tower = new("tiny", Shape, layout);
    private Weights weights = null!;
    private TowerSymmetries symmetries = null!;

    public static IKeyLayout[] Layouts() => [new OpenClipLayout(), new HuggingFaceLayout()];

    [OneTimeSetUp]
    public void Draw()
    {
        weights = Drawn("target");
        symmetries = new TowerSymmetries(tower, weights);
    }

    [OneTimeTearDown]
    public void Free() => weights.Dispose();

    [Test]
    public void AnotherOrderOfTheChannelsIsTheSameFunction([Range(0, 4)] int seed)
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("images").Generator();
        var images = randn([3, 3, 16, 16], generator: generator);
        using var moved = RandomOrder.Of(symmetries, Seed.Of("order", $"{seed}")).Apply(weights);
        Assert.That((tower.Encode(moved, images) - tower.Encode(weights, images)).abs().max().item<float>(), Is.LessThan(1e-5f));
    }

    [Test]
    public void MovesEveryTensorOfTheTower()
    {
        using var moved = RandomOrder.Of(symmetries, Seed.Of("order")).Apply(weights);
        foreach (var name in weights.Names) Assert.That(moved[name].eq(weights[name]).all().item<bool>(), Is.False, name);
    }

    [Test]
    public void LeavesTheSymmetryItIsToldTo()
    {
        using var scope = NewDisposeScope();
        var order = RandomOrder.Of(symmetries, Seed.Of("order"));
        var name = tower.LinearLayers.First(layer => layer.Role == LinearRole.Contract).WeightName;
        var once = order.Apply(name, weights[name], except: TowerSymmetries.Residual);
        Assert.That(order.Apply(name, weights[name], except: TowerSymmetries.Perceptron(0)).eq(once).all().item<bool>(), Is.False);
        Assert.That(order.Apply(name, weights[name]).eq(once.index_select(0, tensor(order.Orders[0].Select(index => (long)index).ToArray()))).all().item<bool>());
    }

    [Test]
    public void RecoversAHiddenOrderExactly([Range(0, 4)] int seed)
    {
        var hidden = RandomOrder.Of(symmetries, Seed.Of("hidden", $"{seed}"));
        using var source = hidden.Apply(weights);
        var found = WeightMatching.Match(symmetries, weights, source, Seed.Of("visits", $"{seed}"));
        Assert.That(found.Orders, Is.EqualTo(RandomOrder.Inverse(symmetries, hidden).Orders));
        using var restored = found.Apply(source);
        foreach (var name in weights.Names) Assert.That(restored[name].eq(weights[name]).all().item<bool>(), name);
    }

    [Test]
    public void NeverBecomesLessAlike()
    {
        using var other = Drawn("other");
        var matching = new WeightMatching(symmetries, weights, other);
        var (likeness, rises) = (matching.Likeness(), 0);
        for (var visit = 0; visit < 4 * symmetries.All.Length; visit++)
        {
            var rise = matching.Visit(visit % symmetries.All.Length);
            Assert.That(rise, Is.GreaterThanOrEqualTo(0));
            Assert.That(matching.Likeness(), Is.EqualTo(likeness + rise).Within(1e-9));
            likeness += rise;
            rises += rise > 0 ? 1 : 0;
        }
        Assert.That(rises, Is.GreaterThanOrEqualTo(symmetries.All.Length), "hardly anything was matched");
    }

    [Test]
    public void LeavesATowerThatIsAlikeAlready()
    {
        using var near = TinyZoo.Near(weights, Seed.Of("near"));
        Assert.That(WeightMatching.Match(symmetries, weights, near, Seed.Of("visits")).Orders, Is.EqualTo(TowerOrder.Identity(symmetries).Orders));
    }

    [Test]
    public void RefusesWeightsWithoutProjection()
    {
        using var without = new Weights(weights.Names.Where(name => tower.RoleOf(name).Kind != TensorKind.Projection).Select(name => KeyValuePair.Create(name, weights[name].clone())));
        Assert.That(() => new TowerSymmetries(tower, without), Throws.InstanceOf<BadInputException>().With.Message.Contains("projection"));
    }

    [Test]
    public void RefusesAProjectionThatDoesNotShowItsInput()
    {
        var square = Shape with { EmbeddingSize = Shape.Width };
        using var drawn = Drawn("square", square);
        Assert.That(() => new TowerSymmetries(new VisionTransformer("square", square, layout), drawn), Throws.InstanceOf<BadInputException>().With.Message.Contains("width 16"));
    }

    private Weights Drawn(string name, VisionTransformerShape? shape = null)
    {
        using var generator = Seed.Of("align", name).Generator();
        return new Weights(layout.Shapes(shape ?? Shape).Select(tensor => KeyValuePair.Create(tensor.Key, randn(tensor.Value, generator: generator) * 0.3)));
    }
}
