using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods;

/// <summary>The fused form against the steps one by one.</summary>
public sealed class TiesKernelTests
{
    [Test]
    public void MergesAsTheStepsDo([Values] DisjointMerge combination, [Values(1, 7, 16, 1000, 1003)] int length, [Values(-1, 0, 1)] int majority)
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("kernel", $"{length}").Generator();
        // Few distinct values, so that entries cancel and tie.
        var vectors = (randn([5, length], generator: generator) * 2).round() * 0.25;
        double[] thresholds = [.. vectors.unbind(0).Select(row => TiesSteps.Threshold(row.contiguous(), 0.4))];
        var trimmed = TiesSteps.TrimRows(vectors, thresholds);
        var signs = TiesSteps.SumSigns(trimmed);
        var kernel = new TiesKernel(thresholds, combination);
        var merged = kernel.Merge(vectors, majority);
        // Where no sign is elected the largest entry has none in the steps; the sums know no such case.
        var expected = new Ties { Combination = combination }.Merge(trimmed, signs, majority);
        if (combination == DisjointMerge.Max && majority == 0) (merged, expected) = (merged * signs.abs(), expected * signs.abs());
        Assert.That((merged - expected).abs().max().item<float>(), Is.LessThan(1e-6));
        Assert.That(kernel.Balance, Is.EqualTo(TiesSteps.Balance(signs)));
        Assert.That(kernel.Cancels, Is.EqualTo(TiesSteps.Cancels(trimmed, signs)));
    }
}
