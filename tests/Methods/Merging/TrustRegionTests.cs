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

    private static Weights Of(float[] a, float[] b) => new([KeyValuePair.Create("a", tensor(a)), KeyValuePair.Create("b", tensor(b))]);
}
