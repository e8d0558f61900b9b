using NUnit.Framework;
using SurgeryBench.Core.Training;

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
    public void CollectsOnlyBetweenTheStepsOfThreadsWithALease()
    {
        var before = GC.CollectionCount(1);
        Assert.That(StepsInterruptedBy(CollectionGate.Collect), Is.Zero);
        Assert.That(GC.CollectionCount(1), Is.GreaterThan(before), "collections did happen");
    }

    [Test]
    public void NoticesACollectionThatDoesNotAsk() => Assert.That(StepsInterruptedBy(GC.Collect), Is.GreaterThan(0));

    /// <summary>Steps of leased threads during which the runtime collected while another thread kept asking for it.</summary>
    private static int StepsInterruptedBy(Action collect)
    {
        const int Workers = 3, Steps = 400;
        var interrupted = 0;
        var threads = Enumerable.Range(0, Workers).Select(_ => new Thread(() => Interlocked.Add(ref interrupted, InterruptedSteps(Steps)))).ToList();
        threads.ForEach(thread => thread.Start());
        while (threads.Exists(thread => thread.IsAlive))
        {
            collect();
            Thread.Sleep(1);
        }
        return interrupted;
    }

    private static int InterruptedSteps(int steps)
    {
        using var lease = CollectionGate.Enter();
        var interrupted = 0;
        for (var step = 0; step < steps; step++)
        {
            var before = GC.CollectionCount(0);
            Thread.SpinWait(20_000);
            if (GC.CollectionCount(0) != before) interrupted++;
            CollectionGate.Yield();
        }
        return interrupted;
    }
}
