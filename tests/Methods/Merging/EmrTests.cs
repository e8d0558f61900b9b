using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

[TestFixture(EmrRescaling.PerTensor)]
[TestFixture(EmrRescaling.Global)]
public sealed class EmrTests(EmrRescaling rescaling)
{
    private readonly Emr method = new() { Rescaling = rescaling };

    [Test]
    public void RecoversASingleExpert()
    {
        using var zoo = new TinyZoo();
        using var model = method.Merge(zoo.MergeInput with { Experts = [zoo.Experts[0]] });
        using var images = zoo.Data[0].Images.Take([0, 1, 2]);
        using Tensor merged = model.Encode(images, "one"), own = zoo.Backbone.Encode(zoo.Experts[0].Weights, images);
        Assert.That(merged.allclose(own, 1e-4, 1e-5));
    }

    [Test]
    public void RecoversExpertsThatChangeDifferentEntries()
    {
        using var zoo = new TinyZoo();
        var apart = zoo.Experts.Select((expert, task) => expert with { Weights = Disjoint(zoo, expert, task) }).ToList();
        using var model = method.Merge(zoo.MergeInput with { Experts = [.. apart] });
        foreach (var expert in apart)
        {
            using var images = zoo.Data[0].Images.Take([0, 1, 2]);
            using Tensor merged = model.Encode(images, expert.Task), own = zoo.Backbone.Encode(expert.Weights, images);
            Assert.That(merged.allclose(own, 1e-4, 1e-5), expert.Task);
            expert.Weights.Dispose();
        }
    }

    [Test]
    public void StoresTheElectedVectorAMaskAndARescalerATask()
    {
        using var zoo = new TinyZoo();
        using var model = method.Merge(zoo.MergeInput);
        var size = zoo.Base.ParameterCount;
        Assert.That((model.ExtraParameters, model.NeedsTaskId), Is.EqualTo((size + (3 * ((size / 32) + 1)), true)));
    }

    private static Weights Disjoint(TinyZoo zoo, Expert expert, int task) => zoo.Base.Map((name, anchor) =>
    {
        if (!anchor.is_floating_point()) return anchor.clone();
        var turn = arange(anchor.numel()).remainder(zoo.Experts.Length).eq(task).view(anchor.shape);
        return where(turn, expert.Weights[name], anchor);
    });
}
