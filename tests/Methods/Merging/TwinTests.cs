using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class TwinTests
{
    [TestCase(0.1)]
    [TestCase(0.5)]
    public void AddsTheLargestEntriesOfWhatATaskKnowsBeyondTheShared(double density)
    {
        using var zoo = new TinyZoo();
        using var model = new Twin { Density = density, Scale = 0.2 }.Merge(zoo.MergeInput);
        Assert.That(model.NeedsTaskId);
        foreach (var expert in zoo.Experts)
        {
            using var expected = zoo.Base.Map((name, anchor) => anchor.is_floating_point() ? Rebuild(zoo, name, expert, density) : anchor.clone());
            using var images = randn(5, 3, 16, 16);
            using Tensor one = model.Encode(images, expert.Task), other = zoo.Backbone.Encode(expected, images);
            Assert.That((one - other).abs().max().item<float>(), Is.LessThan(1e-5));
        }
    }

    [Test]
    public void CountsWhatIsKeptAndWhere()
    {
        using var zoo = new TinyZoo();
        using var model = new Twin().Merge(zoo.MergeInput);
        var expected = zoo.Base.Names.Where(zoo.Base.IsFloatingPoint).Sum(name =>
        {
            var entries = zoo.Base[name].numel();
            return zoo.Base[name].dim() == 1 ? entries : (long)(0.1 * entries) + (entries / 32);
        });
        Assert.That(model.ExtraParameters, Is.EqualTo(3 * expected));
    }

    private static Tensor Rebuild(TinyZoo zoo, string name, Expert expert, double density)
    {
        var start = zoo.Base[name].data<float>().ToArray();
        var all = zoo.Experts.Select(one => one.Weights[name].data<float>().ToArray()).ToList();
        var shared = start.Select((from, i) => from + (0.2 * all.Sum(one => (double)one[i] - from))).ToArray();
        var knowledge = expert.Weights[name].data<float>().ToArray().Zip(shared, (own, common) => own - common).ToArray();
        var kept = zoo.Base[name].dim() == 1 ? knowledge.Length : (int)(density * knowledge.Length);
        foreach (var (index, _) in knowledge.Index().OrderByDescending(entry => Math.Abs(entry.Item)).Take(kept)) shared[index] += knowledge[index];
        return tensor(shared.Select(value => (float)value).ToArray()).reshape(zoo.Base[name].shape);
    }
}
