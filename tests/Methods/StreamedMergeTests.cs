using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods;

/// <summary>Merges of weights that lie in files: the same result, and never more in memory than the result and a tensor of each model.</summary>
[UnderLease]
public sealed class StreamedMergeTests
{
    // A tensor of each of four models, and what is computed from them.
    private const int AtOnce = 16;

    public static IEnumerable<IMergeMethod> DataFree() => MethodCatalog.All.Where(method => method is { IsReference: false, Data: DataUse.None });

    [TestCaseSource(nameof(DataFree))]
    public void HoldsATensorOfEachModelAtATime(IMergeMethod method)
    {
        using var zoo = new TinyZoo();
        using var expected = method.Merge(zoo.MergeInput);
        var (before, most) = (0L, 0L);
        using var anchor = Stored(zoo.Base);
        var experts = zoo.Experts.Select(expert => expert with { Weights = Stored(expert.Weights) }).ToArray();
        before = LiveTensors.Count();
        using var merged = method.Merge(zoo.MergeInput with { Base = anchor, Experts = [.. experts] });
        var left = Tensor.TotalCount - before;
        Assert.That(most, Is.LessThanOrEqualTo(left + AtOnce));
        if (merged is SingleModel) Assert.That(left, Is.EqualTo(zoo.Base.Names.Length), "nothing but the result is left");
        using Tensor one = zoo.Embed(merged), other = zoo.Embed(expected);
        Assert.That(one.eq(other).all().item<bool>(), "the result is another");
        foreach (var expert in experts) expert.Weights.Dispose();

        Weights Stored(Weights weights) => Weights.Stored(
            weights.Names.Select(name => new StoredTensor(name, weights.ShapeOf(name), weights.TypeOf(name), () => Read(weights[name]))), Stream.Null);

        Tensor Read(Tensor tensor)
        {
            most = Math.Max(most, Tensor.TotalCount - before);
            return tensor.clone();
        }
    }
}
