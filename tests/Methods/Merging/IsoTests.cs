using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Methods.Merging;

public sealed class IsoTests
{
    // The common part shrinks or grows so that the tasks share what is left; halves round to even.
    [TestCase(10, 4, 0)] // 2 left, half a direction each
    [TestCase(20, 4, 1)]
    [TestCase(30, 4, 2)] // 6 left, one and a half each
    [TestCase(16, 1, 4)]
    [TestCase(768, 8, 19)]
    public void SharesTheRestOfTheDirectionsEvenly(long rank, long tasks, long expected) => Assert.That(new IsoCts().OwnRank(rank, tasks), Is.EqualTo(expected));

    [TestCase(2, 7)]
    [TestCase(1, 1)]
    [TestCase(9, 4)]
    public void GivesEveryDirectionTheSameWeight(int tasks, int rows)
    {
        using var scope = NewDisposeScope();
        using var generator = Seed.Of("iso").Generator();
        var vectors = randn([tasks, rows, 5], generator: generator);
        foreach (var merged in new[] { new IsoC().MergeMatrix(vectors), new IsoCts().MergeMatrix(vectors) })
        {
            var values = linalg.svdvals(merged);
            Assert.That((values - values[0]).abs().max().item<float>(), Is.LessThan(1e-4));
        }
    }
}
