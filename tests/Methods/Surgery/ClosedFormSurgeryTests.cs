using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Models;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Surgery;

public sealed class ClosedFormSurgeryTests
{
    /// <summary>A regression meets the mean of its targets; each block's does so only if it was fitted on what the corrections before it let through.</summary>
    [Test]
    public void MeetsTheExpertsMeansAfterEveryBlock()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var repaired = new ClosedFormSurgery { Rank = 2 }.Repair(merged, zoo.RepairInput);
        foreach (var (expert, data) in zoo.Experts.Zip(zoo.Data))
        {
            var images = data.Images.Take([.. Enumerable.Range(0, data.Images.Count).Select(index => (long)index)]);
            var wanted = Means(edit => zoo.Backbone.Encode(expert.Weights, images, edit));
            var found = Means(edit => repaired.Encode(images, expert.Task, edit));
            for (var level = 0; level <= zoo.Backbone.Blocks; level++)
                Assert.That((found[level] - wanted[level]).abs().max().item<float>(), Is.LessThan(1e-5), $"{expert.Task}, level {level}");
        }

        // Of the last block the class token, of those before it all tokens.
        List<Tensor> Means(Func<BlockEdit, Tensor> encode)
        {
            List<Tensor> means = [];
            var embedding = encode((block, tokens) =>
            {
                means.Add((block == zoo.Backbone.Blocks - 1 ? tokens.select(1, 0) : tokens.flatten(0, 1)).mean([0]).DetachFromDisposeScope());
                return tokens;
            });
            means.Add(embedding.mean([0]));
            return means;
        }
    }

    [Test]
    public void LeavesAModelThatIsItsExpertAlone()
    {
        using var zoo = new TinyZoo();
        Assert.That(zoo.MovesExpertsBy(new ClosedFormSurgery()), Is.LessThan(1e-5));
    }

    [Test]
    public void ComesCloserWithEveryRank()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        var distances = new[] { 1, 4, 12 }.Select(rank =>
        {
            using var repaired = new ClosedFormSurgery { Rank = rank, Ridge = 1e-6 }.Repair(merged, zoo.RepairInput);
            return zoo.Bias(repaired);
        }).ToArray();
        Assert.That(distances, Is.Ordered.Descending);
        Assert.That(distances[^1], Is.LessThan(distances[0] / 4));
    }

    [Test]
    public void StoresAtMostWhatSurgeryV2Does([ValueSource(nameof(Backbones))] VisionTransformer tower) =>
        Assert.That((double)new ClosedFormSurgery().SizeOn(tower).ParametersPerTask / new SurgeryV2().SizeOn(tower).ParametersPerTask, Is.InRange(0.85, 1));

    [Test]
    public void StoresWhatItSays()
    {
        using var zoo = new TinyZoo();
        var repair = new ClosedFormSurgery { Rank = 3 };
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        using var repaired = repair.Repair(merged, zoo.RepairInput);
        Assert.That(repaired.ExtraParameters, Is.EqualTo(TinyZoo.Tasks.Length * repair.SizeOn(zoo.Backbone).ParametersPerTask));
    }

    [Test]
    public void LooksAtTheImagesItSays()
    {
        using var scope = NewDisposeScope();
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        var counted = zoo.Data.Select(data => data with { Images = new CountedImages(data.Images) }).ToArray();
        using var repaired = new ClosedFormSurgery { Images = 4 }.Repair(merged, zoo.RepairInput with { Data = [.. counted] });
        Assert.That(counted.Select(data => ((CountedImages)data.Images).Taken), Has.All.EqualTo(4));
    }

    private static IEnumerable<VisionTransformer> Backbones => BackboneCatalog.All;

    private sealed class CountedImages(IImageSet images) : IImageSet
    {
        public int Taken { get; private set; }

        public int Count => images.Count;

        public Tensor Take(ReadOnlySpan<long> indices)
        {
            Taken += indices.Length;
            return images.Take(indices);
        }
    }
}
