using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Models;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class TrustRegionTests
{
    // Danger 2·|a·b| of each entry: 12, 2, 0, 32 and 8; of five, 0.6 keeps the three smallest, whichever tensor they lie in.
    [Test]
    public void DropsTheEntriesAtWhichTasksCollideMost()
    {
        using var start = Of([1, 1, 1], [1, 1]);
        using Weights one = Of([3, 2, 6], [3, 0]), two = Of([4, 2, 1], [9, 5]);
        var input = new MergeInput
        {
            Base = start,
            Backbone = BackboneCatalog.Find("vit-mini"),
            Experts = [new Expert("one", one, new Head(ones(1, 1))), new Expert("two", two, new Head(ones(1, 1)))],
        };
        using var merged = (SingleModel)new TrustRegion { ZeroShot = true, Quantile = 0.6, Scale = 1 }.Merge(input);
        Assert.That(merged.Weights["a"].data<float>().ToArray(), Is.EqualTo(new float[] { 1, 3, 6 }));
        Assert.That(merged.Weights["b"].data<float>().ToArray(), Is.EqualTo(new float[] { 1, 4 }));
        foreach (var expert in input.Experts) expert.Head.Dispose();
    }

    [Test]
    public void TakesTheMeanMagnitudeOfEachImagesGradient()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        var input = zoo.InputFor(new TrustRegion());
        const string name = "visual.ln_post.bias";
        var sensitivity = new TrustRegion().Sensitivity(input, zoo.Experts[1])[name][3].item<float>();
        const float step = 1e-2f;
        Tensor up = Losses(step), down = Losses(-step);
        Assert.That(sensitivity, Is.EqualTo(((up - down) / (2 * step)).abs().mean().item<float>()).Within(0.5).Percent);

        Tensor Losses(float move)
        {
            using var moved = zoo.Base.Clone();
            moved[name][3].add_(move);
            var logits = zoo.Experts[1].Head.Logits(zoo.Backbone.Encode(moved, zoo.Data[1].Images.Take([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])));
            return nn.functional.cross_entropy(logits, tensor(input.Data[1].Labels.Select(label => (long)label).ToArray()), reduction: nn.Reduction.None);
        }
    }

    // Danger anew from the gradients, and the cut by sorting it.
    [Test]
    public void DropsTheEntriesAtWhichChangesHurtOtherTasksMost()
    {
        using var zoo = new TinyZoo();
        using var scope = NewDisposeScope();
        var method = new TrustRegion { Quantile = 0.7, Scale = 0.6 };
        var input = zoo.InputFor(method);
        using var merged = (SingleModel)method.Merge(input);
        var gradients = zoo.Experts.Select(expert => method.Sensitivity(input, expert)).ToList();
        var names = zoo.Base.Names.Where(zoo.Base.IsFloatingPoint).ToList();
        var vectors = names.ToDictionary(name => name, name => stack([.. zoo.Experts.Select(expert => expert.Weights[name])]) - zoo.Base[name]);
        var danger = names.ToDictionary(name => name, name => stack([.. Enumerable.Range(0, 3).Select(own =>
            gradients[own][name] * vectors[name][TensorIndex.Tensor(tensor(Enumerable.Range(0, 3).Where(other => other != own).Select(other => (long)other).ToArray()))].abs().sum(dim: 0))]).sum(dim: 0));
        var sorted = cat([.. danger.Values.Select(one => one.flatten())]).data<float>().ToArray().Order().ToArray();
        var limit = sorted[(int)(sorted.Length * 0.7)];
        foreach (var name in names)
        {
            var expected = zoo.Base[name] + (vectors[name].sum(dim: 0) * danger[name].lt(limit) * 0.6);
            var differing = (merged.Weights[name] - expected).abs().gt(1e-5).sum().item<long>();
            // Rounding may put the entry at the limit on its other side.
            Assert.That(differing, Is.LessThanOrEqualTo(1), name);
        }
    }

    private static Weights Of(float[] a, float[] b) => new([KeyValuePair.Create("a", tensor(a)), KeyValuePair.Create("b", tensor(b))]);
}
