using NUnit.Framework;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core.Files;

namespace SurgeryBench.Tests.EndToEnd;

public sealed class WorkQueueTests
{
    [Test]
    public void FinishesWhatIsBegunAndTakesTheLongestFirst()
    {
        List<string> done = [];
        var queue = new WorkQueue(CancellationToken.None);
        queue.Begin(1, () => done.Add("second"));
        queue.Begin(0, () =>
        {
            done.Add("first");
            queue.Continue(0, 1, () => done.Add("short"));
            queue.Continue(0, 7, () => done.Add("long"));
            queue.Continue(0, 3, () => done.Add("middle"));
        });
        queue.Run(threads: 1);
        Assert.That(done, Is.EqualTo(new[] { "first", "long", "middle", "short", "second" }));
    }

    [Test]
    public void WaitsForJobsThatMayAddOthers()
    {
        using var added = new CountdownEvent(2);
        var queue = new WorkQueue(CancellationToken.None);
        queue.Begin(0, () =>
        {
            // Both can only be signalled by two threads at a time: the second thread must not have gone home.
            Thread.Sleep(50);
            foreach (var _ in Enumerable.Range(0, 2)) queue.Continue(0, 0, () => Assert.That(added.Signal() || added.Wait(TimeSpan.FromSeconds(30))));
        });
        queue.Run(threads: 2);
        Assert.That(added.IsSet);
    }

    [Test]
    public void DoesTheRestWhenAJobThrowsAndThenThrows()
    {
        var done = 0;
        var queue = new WorkQueue(CancellationToken.None);
        queue.Begin(0, () => throw new InvalidOperationException("broken"));
        foreach (var chain in Enumerable.Range(1, 3)) queue.Begin(chain, () => Interlocked.Increment(ref done));
        Assert.That(() => queue.Run(threads: 2), Throws.InstanceOf<AggregateException>().With.InnerException.Message.EqualTo("broken"));
        Assert.That(done, Is.EqualTo(3));
    }

    [Test]
    public void BeginsNothingMoreOnceAJobCannotWrite()
    {
        using var begun = new ManualResetEventSlim();
        Thread? failing = null;
        List<string> done = [];
        var queue = new WorkQueue(CancellationToken.None);
        queue.Begin(0, () =>
        {
            failing = Thread.CurrentThread;
            begun.Wait();
            throw new AggregateException(new UnwritableException("full"));
        });
        queue.Begin(1, () =>
        {
            SpinWait.SpinUntil(() => failing is not null);
            begun.Set();
            failing!.Join();
            done.Add("what was begun");
        });
        queue.Begin(2, () => done.Add("what was not"));
        Assert.That(() => queue.Run(threads: 2), Throws.InstanceOf<AggregateException>());
        Assert.That(done, Is.EqualTo(new[] { "what was begun" }));
    }

    [Test]
    public void StopsBetweenTwoJobs()
    {
        using var stop = new CancellationTokenSource();
        var done = 0;
        var queue = new WorkQueue(stop.Token);
        queue.Begin(0, stop.Cancel);
        queue.Begin(1, () => done++);
        Assert.That(() => queue.Run(threads: 1), Throws.InstanceOf<AggregateException>().With.InnerException.InstanceOf<OperationCanceledException>());
        Assert.That(done, Is.Zero);
    }
}
