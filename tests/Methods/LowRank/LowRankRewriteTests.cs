using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.LowRank;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Models;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.LowRank;

/// <summary>What the two repairs by weights promise.</summary>
public sealed class LowRankRewriteTests
{
    private const int Full = 64;
    private static readonly LowRankRewrite[] Both = [new AnchoredSurgery(), new SvdDelta()];

    /// <summary>With nothing cut and no ridge, an encoder that differs from its expert in the blocks and the projection alone becomes the expert.</summary>
    [Test]
    public void RecoversTheExpertAtFullRank([ValueSource(nameof(Both))] LowRankRewrite repair)
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = WithBlocksOfTheBase(zoo);
        var whole = repair with { Rank = Full, FinalRank = Full, CopiesNorms = true };
        using var repaired = (whole is AnchoredSurgery als ? als with { Ridge = 1e-9 } : whole).Repair(merged, zoo.RepairInput);
        Assert.That((zoo.Embed(merged) - zoo.ExpertEmbeddings()).abs().max().item<float>(), Is.GreaterThan(0.1));
        Assert.That((zoo.Embed(repaired) - zoo.ExpertEmbeddings()).abs().max().item<float>(), Is.LessThan(1e-4));
    }

    [Test]
    public void LeavesAModelThatIsItsExpertAlone([ValueSource(nameof(Both))] LowRankRewrite repair)
    {
        using var zoo = new TinyZoo();
        Assert.That(zoo.MovesExpertsBy(repair), Is.LessThan(1e-5));
    }

    [Test]
    public void ComesCloserWithRank([ValueSource(nameof(Both))] LowRankRewrite repair)
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        var distances = new[] { 1, 4, 16 }.Select(rank =>
        {
            using var repaired = (repair with { Rank = rank, FinalRank = rank }).Repair(merged, zoo.RepairInput);
            return zoo.Bias(repaired);
        });
        Assert.That(distances, Is.Ordered.Descending);
    }

    [Test]
    public void StoresWhatItSays([ValueSource(nameof(Both))] LowRankRewrite repair, [Values] bool copiesNorms)
    {
        using var zoo = new TinyZoo();
        var sized = repair with { Rank = 3, FinalRank = 2, CopiesNorms = copiesNorms };
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var repaired = sized.Repair(merged, zoo.RepairInput);
        // Two blocks of width 16: four matrices of rank 3 with biases; four norms' vectors a block and two behind; an embedding of 12.
        const long block = (3 * (64 + 32 + 80 + 80)) + (16 * 9), norms = 10 * 16;
        var final = repair is AnchoredSurgery ? (2 * 24) + 12 : 2 * (16 + 12);
        Assert.That(sized.SizeOn(zoo.Backbone).ParametersPerTask, Is.EqualTo((2 * block) + (copiesNorms ? norms : 0) + final));
        Assert.That(repaired.ExtraParameters, Is.EqualTo(TinyZoo.Tasks.Length * sized.SizeOn(zoo.Backbone).ParametersPerTask));
    }

    [Test]
    public void UpdatesTheLayersItSaysAndNoOthers([ValueSource(nameof(Both))] LowRankRewrite repair)
    {
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var repaired = (repair with { Layers = UpdatedLayers.Stream, Rank = 3, FinalRank = 2 }).Repair(merged, zoo.RepairInput);
        var (before, after) = (merged.WeightsFor("one")!, ((AbsorbedModel)repaired)["one"]);
        var changed = before.Names.Where(name => !before[name].eq(after[name]).all().item<bool>()).Select(name => name.Split("resblocks.")[^1]);
        Assert.That(changed.Except(["visual.proj"]), Is.EquivalentTo(new[] { 0, 1 }.SelectMany(block =>
            new[] { "attn.out_proj.weight", "attn.out_proj.bias", "mlp.c_proj.weight", "mlp.c_proj.bias" }.Select(name => $"{block}.{name}"))));
        Assert.That(repaired.ExtraParameters, Is.EqualTo(3 * ((2 * ((3 * (32 + 80)) + 32)) + (repair is AnchoredSurgery ? 60 : 56))));
    }

    [TestCase("vit-mini")]
    [TestCase("vit-b-32")]
    [TestCase("vit-b-16")]
    public void StoresAtMostWhatSurgeryV2Does(string backbone)
    {
        var tower = BackboneCatalog.Find(backbone);
        Assert.That(new AnchoredSurgery().SizeOn(tower).ParametersPerTask, Is.InRange(1, new SurgeryV2().SizeOn(tower).ParametersPerTask));
        Assert.That((double)new SvdDelta().SizeOn(tower).ParametersPerTask / new AnchoredSurgery().SizeOn(tower).ParametersPerTask, Is.EqualTo(1).Within(0.05));
    }

    [Test]
    public void LooksAtNoImageWithoutData()
    {
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        Assert.That(() => new SvdDelta().Repair(merged, zoo.RepairInput with { Data = [] }).Dispose(), Throws.Nothing);
        Assert.That(() => new AnchoredSurgery().Repair(merged, zoo.RepairInput with { Data = [] }).Dispose(), Throws.TypeOf<BadInputException>());
    }

    [Test]
    public void SaysSoOfAMergeWithoutPlainWeights()
    {
        using var zoo = new TinyZoo();
        using var merged = new Ensemble().Merge(zoo.MergeInput);
        Assert.That(() => new AnchoredSurgery().Repair(merged, zoo.RepairInput), Throws.TypeOf<BadInputException>().With.Message.Contains("no plain weights"));
    }

    private static PerTaskModel WithBlocksOfTheBase(TinyZoo zoo) => new(zoo.Backbone, zoo.Experts.ToDictionary(expert => expert.Task, expert => zoo.Base.Map((name, tensor) =>
        zoo.Backbone.RoleOf(name) is { Kind: TensorKind.Projection } or { Block: not null } ? tensor.clone() : expert.Weights[name].clone())));
}
