using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Operations;
using SurgeryBench.Models;
using SurgeryBench.Models.Layouts;
using SurgeryBench.Tests.Doubles;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

/// <summary>What CAT makes of a tower: which activations each tensor is trimmed by, collected here by the encoder's own forward pass.</summary>
public sealed class ConflictAwareTests
{
    private const double Trade = 0.5;

    // All images, so that the test need not know the draw, and settings at which every matrix has conflicts.
    private static readonly ConflictAware Method = new() { Images = 10, Rank = 3, Trade = Trade, NormChannels = 2, NormTrade = Trade, BiasEntries = 5 };

    private TinyZoo zoo = null!;
    private DisposeScope scope = null!;

    [SetUp]
    public void Open() => (zoo, scope) = (new TinyZoo(), NewDisposeScope());

    [TearDown]
    public void Close()
    {
        scope.Dispose();
        zoo.Dispose();
    }

    [Test]
    public void IsTaskArithmeticOfOneExpert()
    {
        var input = zoo.MergeInput with { Experts = [zoo.Experts[1]] };
        using SingleModel merged = (SingleModel)Method.Merge(input), plain = (SingleModel)new TaskArithmetic { Scale = Method.Scale }.Merge(input);
        foreach (var name in merged.Weights.Names) AssertNear(merged.Weights[name], plain.Weights[name], name);
    }

    [Test]
    public void TrimsMatricesByWhatEntersThemInMildExperts([Values] bool fromSmallest)
    {
        using var merged = (SingleModel)(Method with { FromSmallest = fromSmallest }).Merge(zoo.MergeInput);
        var grams = zoo.Experts.Select((_, task) => Inputs(task)).ToList();
        foreach (var layer in zoo.Backbone.LinearLayers.Where(layer => layer.Block == 1))
        {
            Tensor[] own = [.. grams.Select(task => task[layer.Role])];
            var parts = Vectors(layer.WeightName).chunk(layer.Role == LinearRole.Attention ? 3 : 1, 1);
            var expected = cat([.. parts.Select(part => ConflictTrim.Matrices(own, part, 3, Trade, fromSmallest))], 1);
            AssertMerged(merged, layer.WeightName, expected);
            Assert.That((expected - Vectors(layer.WeightName)).abs().max().item<double>(), Is.GreaterThan(1e-2), "there was something to trim");
        }
    }

    [Test]
    public void TrimsBiasesByTheirVectors()
    {
        using var merged = (SingleModel)Method.Merge(zoo.MergeInput);
        foreach (var name in zoo.Base.Names.Where(name => zoo.Backbone.RoleOf(name).Kind is TensorKind.NormBias or TensorKind.LinearBias))
        {
            var parts = Vectors(name).chunk(name.Contains("in_proj", StringComparison.Ordinal) ? 3 : 1, 1);
            AssertMerged(merged, name, cat([.. parts.Select(part => ConflictTrim.Shifts(part, 5))], 1));
        }
    }

    [TestCase("visual.ln_pre.weight", null)]
    [TestCase("visual.transformer.resblocks.1.ln_1.weight", 1)]
    [TestCase("visual.ln_post.weight", 2)]
    public void TrimsScalesByWhatTheyMultiply(string name, int? blocks)
    {
        // Scales far from one, so that what a norm multiplies is not what leaves it.
        foreach (var weights in zoo.Experts.Select(expert => expert.Weights).Append(zoo.Base)) weights[name].add_(linspace(0, 5, 16));
        using var merged = (SingleModel)Method.Merge(zoo.MergeInput);
        var squares = zoo.Experts.Select((_, task) =>
        {
            var mild = Mild(task);
            // Without scale and shift the tokens in front of the first block are what its norm multiplies.
            if (blocks is null) (mild[name], mild["visual.ln_pre.bias"]) = (ones(16), zeros(16));
            using var weights = new Weights(mild);
            var tokens = zoo.Backbone.Embed(weights, Images(task));
            for (var block = 0; block < blocks; block++) tokens = zoo.Backbone.RunBlock(weights, block, tokens);
            var seen = blocks == 2 ? tokens[TensorIndex.Colon, 0] : tokens;
            return nn.functional.layer_norm(seen, [16]).reshape(-1, 16).to(float64).square().mean([0L]);
        });
        AssertMerged(merged, name, ConflictTrim.Scales(stack([.. squares]), Vectors(name), 2, Trade));
    }

    [Test]
    public void AddsUpWhatIsNeitherLayerNorNorm()
    {
        using var merged = (SingleModel)Method.Merge(zoo.MergeInput);
        foreach (var name in new[] { "visual.conv1.weight", "visual.class_embedding", "visual.positional_embedding", "visual.proj" }) AssertMerged(merged, name, Vectors(name));
    }

    [Test]
    public void IsTheSameWhetherQueryKeyAndValueAreOneMatrixOrThree()
    {
        var there = LayoutConversion.Between(new OpenClipLayout(), new HuggingFaceLayout(), zoo.Backbone.Shape);
        using var anchor = Convert(zoo.Base);
        var experts = zoo.Experts.Select(expert => expert with { Weights = Convert(expert.Weights) }).ToList();
        var apart = new VisionTransformer("apart", zoo.Backbone.Shape, new HuggingFaceLayout());
        using MergedModel one = Method.Merge(zoo.MergeInput), three = Method.Merge(zoo.MergeInput with { Base = anchor, Experts = [.. experts], Backbone = apart });
        AssertNear(zoo.Embed(three), zoo.Embed(one), "embeddings");
        foreach (var expert in experts) expert.Weights.Dispose();

        Weights Convert(Weights weights)
        {
            using var tower = new Weights(weights.Names.Where(weights.IsFloatingPoint).Select(name => KeyValuePair.Create(name, weights[name].clone())));
            return there.Convert(tower);
        }
    }

    /// <summary>Σ x xᵀ of what enters the layers of block 1 in θ0 + λ τt on task t's images.</summary>
    private Dictionary<LinearRole, Tensor> Inputs(int task)
    {
        using var mild = new Weights(Mild(task));
        Dictionary<LinearRole, Tensor> grams = [];
        _ = zoo.Backbone.Encode(mild, Images(task), linear: call =>
        {
            if (call.Layer.Block == 1)
            {
                var rows = call.Input.reshape(-1, call.Input.shape[^1]).to(float64);
                grams[call.Layer.Role] = rows.t().matmul(rows).DetachFromDisposeScope();
                scope.Attach(grams[call.Layer.Role]);
            }
            return call.Run();
        });
        return grams;
    }

    private Dictionary<string, Tensor> Mild(int task) => zoo.Base.Names.Where(zoo.Base.IsFloatingPoint)
        .ToDictionary(name => name, name => zoo.Base[name] + ((zoo.Experts[task].Weights[name] - zoo.Base[name]) * Method.Scale));

    private Tensor Images(int task) => zoo.Data[task].Images.Take([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);

    private Tensor Vectors(string name) => stack([.. zoo.Experts.Select(expert => expert.Weights[name])]) - zoo.Base[name];

    private void AssertMerged(SingleModel merged, string name, Tensor trimmed) => AssertNear(merged.Weights[name], zoo.Base[name] + (trimmed.sum(dim: 0) * Method.Scale), name);

    private static void AssertNear(Tensor actual, Tensor expected, string what) =>
        Assert.That((actual - expected).abs().to(float64).max().item<double>(), Is.LessThan(1e-5), what);
}
