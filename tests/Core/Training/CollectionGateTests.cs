using NUnit.Framework;
using SurgeryBench.Core.Training;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Core.Training;

public sealed class CollectionGateTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200), Long = TimeSpan.FromSeconds(60);

    [Test]
    public void WaitsForALeaseOfAnotherThreadUntilItYields()
    {
        using ManualResetEventSlim held = new(), yield = new();
        var collector = new Thread(CollectionGate.Collect);
        var worker = new Thread(() =>
        {
            using var lease = CollectionGate.Enter();
            held.Set();
            yield.Wait();
            while (collector.IsAlive) CollectionGate.Yield();
        });
        worker.Start();
        held.Wait();
        var before = GC.CollectionCount(1);
        collector.Start();
        Assert.That(collector.Join(Moment), Is.False, "the collection waits");
        Assert.That(GC.CollectionCount(1), Is.EqualTo(before));
        yield.Set();
        Assert.That(collector.Join(Long) && worker.Join(Long), "both threads come to an end");
        Assert.That(GC.CollectionCount(1), Is.GreaterThan(before));
    }

    [Test]
    public void CollectsForAThreadThatHoldsALeaseItself()
    {
        using var lease = CollectionGate.Enter();
        var before = GC.CollectionCount(1);
        CollectionGate.Collect();
        Assert.That(GC.CollectionCount(1), Is.GreaterThan(before));
    }

    [Test]
    public void KeepsScalarArithmeticExactWhileAnotherThreadCollects()
    {
        const int Workers = 3, Steps = 1000;
        var sums = new double[Workers];
        var threads = Enumerable.Range(0, Workers).Select(worker => new Thread(() => sums[worker] = SumOfScalars(Steps))).ToList();
        threads.ForEach(thread => thread.Start());
        while (threads.Exists(thread => thread.IsAlive))
        {
            CollectionGate.Collect();
            Thread.Sleep(1);
        }
        Assert.That(sums, Is.All.EqualTo(10.0 * Steps * (Steps + 1) / 2));
    }

    private static double SumOfScalars(int steps)
    {
        using var lease = CollectionGate.Enter();
        using var sum = zeros(1, dtype: float64);
        for (var step = 1; step <= steps; step++)
        {
            for (var i = 0; i < 10; i++) sum.add_((double)step);
            CollectionGate.Yield();
        }
        return sum.item<double>();
    }
}
