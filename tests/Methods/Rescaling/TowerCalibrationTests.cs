using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Rescaling;
using SurgeryBench.Tests.Doubles;
using TorchSharp;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Rescaling;

public sealed class TowerCalibrationTests
{
    private TinyZoo zoo = null!;
    private DisposeScope scope = null!;
    private Tensor[] batches = null!;

    private Weights Merged => zoo.Base;

    private Expert Expert => zoo.Experts[0];

    [SetUp]
    public void Open()
    {
        (zoo, scope) = (new TinyZoo(), NewDisposeScope());
        batches = [zoo.Data[0].Images.Take([0, 1, 2, 3, 4, 5]), zoo.Data[0].Images.Take([6, 7, 8, 9])];
    }

    [TearDown]
    public void Free()
    {
        scope.Dispose();
        zoo.Dispose();
    }

    [Test]
    public void LeavesTheExpertAsItIs()
    {
        using var affines = Fit(Expert.Weights, Expert.Weights);
        foreach (var site in affines.Blocks.SelectMany(block => block.Sites).Append(affines.Embedding))
        {
            Assert.That(site.Scale.eq(1).all().item<bool>(), "a scale is not 1");
            Assert.That(site.Shift.abs().max().item<float>(), Is.LessThan(1e-6), "a shift is not 0");
        }
    }

    [Test]
    public void UndoesScalesAndShiftsOfThePerceptronsChannels()
    {
        using var damaged = Expert.Weights.Map((name, tensor) => DamagedAt(zoo.Backbone.LinearLayers, name, tensor));
        using var affines = Fit(damaged, Expert.Weights);
        var wanted = zoo.Backbone.Encode(Expert.Weights, batches[0]);
        Assert.That(Furthest(zoo.Backbone.Encode(damaged, batches[0]), wanted), Is.GreaterThan(0.05), "nothing was damaged");
        Assert.That(Furthest(Encode(affines, damaged, batches[0]), wanted), Is.LessThan(1e-3));
    }

    [Test]
    public void CountsTwoNumbersAChannelOfEverySite()
    {
        using var affines = Fit(Merged, Expert.Weights);
        Assert.That(affines.ParameterCount, Is.EqualTo(2 * (16 + (2 * 7 * 16))));
    }

    [Test]
    public void GivesEverySiteTheExpertsMoments()
    {
        using var affines = Fit(Merged, Expert.Weights);
        using var folded = Folded(affines);
        List<(string Site, ChannelMoments Moments)> own = Moments(folded, affines), wanted = Moments(Expert.Weights, null);
        Assert.That(own.ConvertAll(entry => entry.Site), Is.EqualTo(wanted.ConvertAll(entry => entry.Site)).And.Count.EqualTo(2 * 4));
        foreach (var (one, other) in own.Zip(wanted))
        {
            Assert.That(Furthest(one.Moments.Mean(), other.Moments.Mean()), Is.LessThan(1e-4), one.Site);
            Assert.That(Furthest(one.Moments.Variance(), other.Moments.Variance()), Is.LessThan(1e-4), one.Site);
            one.Moments.Dispose();
            other.Moments.Dispose();
        }
    }

    [Test]
    public void IsWhatWeightsWithTheCorrectionsFoldedInCompute()
    {
        using var affines = Fit(Merged, Expert.Weights);
        using var folded = Folded(affines);
        var expected = zoo.Backbone.Encode(folded, batches[0], (block, tokens) => affines.Blocks[block][BlockSite.Output].Apply(tokens));
        Assert.That(Furthest(Encode(affines, Merged, batches[0]), expected), Is.LessThan(1e-5));
        Assert.That(Furthest(zoo.Backbone.Encode(Merged, batches[0]), expected), Is.GreaterThan(1e-2), "nothing was corrected");
    }

    [Test]
    public void ShowsTheTokensThatItPassesOn()
    {
        using var affines = Fit(Merged, Expert.Weights);
        var seen = new List<int>();
        var without = Encode(affines, Merged, batches[0], (block, tokens) =>
        {
            seen.Add(block);
            return zeros_like(tokens);
        });
        Assert.That(seen, Is.EqualTo(new[] { 0, 1 }));
        Assert.That(Furthest(without, zoo.Backbone.Project(Merged, zeros(6, 5, 16))), Is.LessThan(1e-6));
    }

    private TowerAffines Fit(Weights merged, Weights expert) => new TowerCalibration(zoo.Backbone, 1e-5, CancellationToken.None).Fit(merged, expert, batches);

    private Tensor Encode(TowerAffines affines, Weights weights, Tensor images, BlockEdit? afterBlock = null)
    {
        using var folded = affines.Fold(zoo.Backbone, weights);
        return affines.Encode(zoo.Backbone, folded, images, afterBlock);
    }

    private static Tensor DamagedAt(IEnumerable<LinearLayer> layers, string name, Tensor tensor)
    {
        if (layers.FirstOrDefault(layer => layer.Role == LinearRole.Expand && (layer.WeightName == name || layer.BiasName == name)) is not { } layer) return tensor.clone();
        using var generator = Seed.Of("damage", $"{layer.Block}").Generator();
        var (factors, shifts) = (rand(tensor.shape[0], generator: generator) + 0.5, randn(tensor.shape[0], generator: generator));
        return name == layer.BiasName ? (tensor * factors) + shifts : tensor * factors.unsqueeze(1);
    }

    // Into the first norm, the values' rows, the second norm and the perceptron's first layer; what leaves a block cannot be folded.
    private Weights Folded(TowerAffines affines) => Merged.Map((name, tensor) =>
    {
        if (name.Contains("ln_pre", StringComparison.Ordinal)) return Fold(affines.Embedding, name, tensor);
        if (zoo.Backbone.RoleOf(name).Block is not { } block) return tensor.clone();
        var corrected = affines.Blocks[block];
        if (name.Contains("ln_2", StringComparison.Ordinal)) return Fold(corrected[BlockSite.Norm], name, tensor);
        if (name.Contains("c_fc", StringComparison.Ordinal)) return Fold(corrected[BlockSite.Hidden], name, tensor);
        if (!name.Contains("in_proj", StringComparison.Ordinal)) return tensor.clone();
        var parts = tensor.chunk(3);
        return cat([parts[0], parts[1], Fold(corrected[BlockSite.Context], name, parts[2])]);
    });

    private static Tensor Fold(ChannelAffine affine, string name, Tensor tensor) => name.EndsWith("bias", StringComparison.Ordinal)
        ? (tensor * affine.Scale) + affine.Shift
        : tensor * (tensor.dim() == 2 ? affine.Scale.unsqueeze(1) : affine.Scale);

    private List<(string Site, ChannelMoments Moments)> Moments(Weights weights, TowerAffines? after)
    {
        List<(string Site, ChannelMoments Moments)> all = [];
        void Count(string site, Tensor activations)
        {
            if (all.All(entry => entry.Site != site)) all.Add((site, new ChannelMoments(activations.shape[^1], CPU)));
            all.Single(entry => entry.Site == site).Moments.Add(activations);
        }
        foreach (var batch in batches)
        {
            zoo.Backbone.Encode(weights, batch, AfterBlock, call =>
            {
                var output = call.Run();
                if (call.Layer.Role is LinearRole.AttentionOut or LinearRole.Expand) Count($"{call.Layer} input", call.Input);
                if (call.Layer.Role == LinearRole.Expand) Count($"{call.Layer} output", output);
                return output;
            });
        }
        return all;

        Tensor AfterBlock(int block, Tensor tokens)
        {
            var left = after?.Blocks[block][BlockSite.Output].Apply(tokens) ?? tokens;
            Count($"block {block}", left);
            return left;
        }
    }

    private static float Furthest(Tensor one, Tensor other) => (one - other).abs().max().to_type(ScalarType.Float32).item<float>();
}
