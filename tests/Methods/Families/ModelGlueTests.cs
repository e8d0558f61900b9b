using System.Collections.Immutable;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Families;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Families;

public sealed class ModelGlueTests
{
    [Test]
    public void FindsTheFamiliesOfTwoCentresInAnyOrderAndAStranger()
    {
        using var zoo = new TinyZoo();
        Weights[] centres = [zoo.Base.Map((name, tensor) => Random(name, tensor, "one")), zoo.Base.Map((name, tensor) => Random(name, tensor, "two")), zoo.Base.Map((name, tensor) => Random(name, tensor, "stranger"))];
        int[] of = [0, 1, 0, 2, 1, 0];
        var models = of.Select((centre, index) => centres[centre].Map((name, tensor) => tensor.is_floating_point() ? tensor + (Random(name, tensor, $"{index}") * 0.05) : tensor.clone())).ToArray();
        foreach (var order in new[] { new[] { 0, 1, 2, 3, 4, 5 }, [5, 3, 4, 1, 2, 0] })
        {
            var families = ModelFamilies.Of([.. order.Select(index => models[index])], zoo.Backbone.LinearLayers, 0.95);
            var named = families.Select(family => string.Join(',', family.Select(member => order[member]).Order())).Order();
            Assert.That(named, Is.EqualTo(new[] { "0,2,5", "1,4", "3" }));
        }
        foreach (var weights in centres.Concat(models)) weights.Dispose();
    }

    [Test]
    public void LeavesOutAMemberThatDoesHarm([Values] bool byCoefficient)
    {
        using var good = One(1);
        using var better = One(3);
        using var noise = One(-50);
        var merge = new SelectiveMerge([noise, good, better], weights => -Math.Abs(weights["w"].item<float>() - 2));
        var recipe = byCoefficient ? merge.ByCoefficient() : merge.ByAverage();
        Assert.That(recipe.Coefficients, Is.EqualTo(new[] { 0, 0.5, 0.5 }).Within(1e-12));
        Assert.That(recipe.Score, Is.EqualTo(0).Within(1e-6));
    }

    [Test]
    public void TakesTheMeanOfAcceptedMembers()
    {
        using Weights one = One(2), two = One(2.5), three = One(1.5);
        var merge = new SelectiveMerge([one, two, three], _ => 1);
        Assert.That(merge.ByAverage().Coefficients, Is.EqualTo(new[] { 1.0 / 3, 1.0 / 3, 1.0 / 3 }).Within(1e-12));
    }

    [Test]
    public void EvolutionFindsTheKnownMixture()
    {
        using Weights one = One(0), two = One(1);
        var merge = new SelectiveMerge([one, two], weights => -Math.Abs(weights["w"].item<float>() - 0.8));
        Assert.That(merge.ByEvolution(200, Seed.Of("evolution")).Coefficients[1], Is.EqualTo(0.8).Within(1e-3));
    }

    [Test]
    public void GatesHaveLengthOneAndAreOppositeForTwoFamilies()
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("gates").Generator();
        var hidden = randn([5, 6], generator: generator);
        var gates = FamilyRouter.Gates(hidden, [[0, 3], [1, 2, 4]]);
        Assert.That(gates.norm(1).allclose(ones(2)));
        Assert.That(gates[0].allclose(-gates[1]));
    }

    [Test]
    public void AMixtureOfEqualModelsIsThatModelWhateverTheGate()
    {
        using var zoo = new TinyZoo();
        using var generator = Seed.Of("gate").Generator();
        using var mixture = new FamilyMixture(zoo.Backbone, [zoo.Base.Clone(), zoo.Base.Clone()], randn([2, zoo.Backbone.Width], generator: generator).DetachFromDisposeScope());
        using var single = new SingleModel(zoo.Backbone, zoo.Base.Clone());
        using Tensor one = zoo.Embed(mixture), other = zoo.Embed(single);
        Assert.That(one.allclose(other, 1e-4, 1e-5));
    }

    [Test]
    public void EachImageGoesThroughTheModelOfItsGateAndEditsSeeTheWholeBatch()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        ImmutableArray<Weights> families = [zoo.Base.Clone(), zoo.Experts[0].Weights.Clone()];
        var images = zoo.Data[0].Images.Take([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        var hidden = FamilyRouter.Hidden(zoo.Backbone, families[0], images);
        var direction = nn.functional.normalize(hidden[3] - hidden.mean([0L]), dim: 0);
        var gates = stack([-direction, direction]);
        var second = hidden.matmul(gates.t()).argmax(1).to(@bool);
        Assert.That(second.any().item<bool>() && !second.all().item<bool>(), "the gate splits the batch");
        using var mixture = new FamilyMixture(zoo.Backbone, families, gates.alias().DetachFromDisposeScope());
        List<long> seen = [];
        var embedding = mixture.Encode(images, "one", (_, tokens) =>
        {
            seen.Add(tokens.shape[0]);
            return tokens;
        });
        var expected = where(second.unsqueeze(1), zoo.Backbone.Encode(families[1], images), zoo.Backbone.Encode(families[0], images));
        Assert.That(embedding.allclose(expected, 1e-4, 1e-5));
        Assert.That(seen, Is.EqualTo(new long[] { 10, 10 }));
    }

    [Test]
    public void TwoFamiliesBecomeAMixtureAndOneASingleModel()
    {
        using var zoo = new TinyZoo();
        var method = new ModelGlue { Iterations = 8, Similarity = 0.3 };
        using var one = method.Merge(zoo.InputFor(method));
        Assert.That(one, Is.InstanceOf<SingleModel>());
        using var foreign = zoo.Base.Map((name, tensor) => Random(name, tensor, "foreign"));
        using var two = method.Merge(zoo.InputFor(method) with { Experts = zoo.Experts.SetItem(2, zoo.Experts[2] with { Weights = foreign }) });
        Assert.That(two.ExtraParameters, Is.EqualTo(zoo.Base.ParameterCount + (2 * zoo.Backbone.Width)));
    }

    [Test]
    public void MergesAFamilyByTheBestOfItsRecipes()
    {
        using var zoo = new TinyZoo();
        var method = new ModelGlue { Iterations = 20, Similarity = 0.3 };
        var input = zoo.InputFor(method);
        using var merged = (SingleModel)method.Merge(input);
        using var proxy = new ProxyScore(input, method.ProxyImages);
        var selective = new SelectiveMerge([.. zoo.Experts.Select(expert => expert.Weights)], proxy.Of);
        MergeRecipe[] recipes = [selective.ByAverage(), selective.ByCoefficient(), selective.ByEvolution(20, input.Seed.For("family 0"))];
        Assert.That(recipes.Select(recipe => recipe.Score).Distinct().Count(), Is.GreaterThan(1), "some recipe is worse");
        using var expected = selective.Merge(recipes.MaxBy(recipe => recipe.Score)!.Coefficients);
        foreach (var name in expected.Names) Assert.That(merged.Weights[name].eq(expected[name]).all().item<bool>(), name);
    }

    [Test]
    public void EachFamilyOfAMixtureAnswersSomeImages()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        var method = new ModelGlue { Iterations = 8, Similarity = 0.3 };
        using var foreign = zoo.Base.Map((name, tensor) => Random(name, tensor, "foreign"));
        using var mixture = method.Merge(zoo.InputFor(method) with { Experts = zoo.Experts.SetItem(2, zoo.Experts[2] with { Weights = foreign }) });
        using var alone = new SingleModel(zoo.Backbone, foreign.Clone());
        var second = (zoo.Embed(mixture) - zoo.Embed(alone)).abs().amax(1).lt(1e-4);
        Assert.That(second.any().item<bool>() && !second.all().item<bool>());
    }

    // Columns (1, 0) and (1, 1), (0, 1) and nothing: cosines 0.71 and 0; the rows would have 1 and 0.
    [Test]
    public void ComparesMatricesColumnByColumn()
    {
        using var scope = NewDisposeScope();
        using Weights one = new([KeyValuePair.Create("w", eye(2))]), other = new([KeyValuePair.Create("w", tensor(new float[,] { { 1, 0 }, { 1, 0 } }))]);
        Assert.That(ModelFamilies.Similarity(one, other, [new LinearLayer(0, LinearRole.Expand, "w", "b")]), Is.EqualTo(Math.Sqrt(0.5) / 2).Within(1e-6));
    }

    private static Weights One(double value) => new([KeyValuePair.Create("w", tensor((float)value))]);

    private static Tensor Random(string name, Tensor like, string seed)
    {
        if (!like.is_floating_point()) return like.clone();
        using var generator = Seed.Of(seed, name).Generator();
        return randn(like.shape, generator: generator);
    }
}
