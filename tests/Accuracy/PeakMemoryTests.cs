using NUnit.Framework;
using SurgeryBench.Accuracy.Sweep;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Accuracy;

public sealed class PeakMemoryTests
{
    // What the system says at the next borders, and what it says when they are used up.
    private readonly Queue<long?> told = new();
    private PeakMemory memory = null!;

    [SetUp]
    public void Begin()
    {
        told.Clear();
        memory = new(() => told.Count > 0 ? told.Dequeue() : 0);
    }

    [Test]
    public void CountsForAPhaseWhatIsHeldWhileItIsOpen()
    {
        Tell(500, 70, 900);
        long? peak;
        using (var phase = memory.Begin()) peak = phase.Peak;
        Assert.That((peak, memory.Whole), Is.EqualTo((70L, 900L)));
    }

    [Test]
    public void CountsForEveryPhaseThatIsOpen()
    {
        Tell(0, 10, 30, 20, 15);
        using var first = memory.Begin();
        using (var second = memory.Begin())
        {
            Assert.That(second.Peak, Is.EqualTo(30));
        }
        using var third = memory.Begin();
        Assert.That((first.Peak, third.Peak), Is.EqualTo((30L, 0L)), "the first was open at the peak of the second");
    }

    [Test]
    public void KeepsThePeakOfAPhaseWhateverLaterBordersSay()
    {
        Tell(0, 40, 5);
        using var phase = memory.Begin();
        Assert.That((phase.Peak, phase.Peak), Is.EqualTo((40L, 40L)));
    }

    [Test]
    public void SaysNothingWhereTheSystemDoesNotTell()
    {
        var silent = new PeakMemory(() => null);
        using var phase = silent.Begin();
        Assert.That((phase.Peak, silent.Whole), Is.EqualTo(((long?)null, (long?)null)));
    }

    /// <summary>Memory that is touched and given back in a phase is in its peak, and not in that of the next.</summary>
    [Test]
    [Platform("Linux")]
    public void TellsPhasesOfThisProcessApart()
    {
        const int size = 256 << 20;
        var (before, large, after) = (PeakOf(0), PeakOf(size), PeakOf(0));
        Assert.That(large, Is.GreaterThan(before + (size / 2)));
        Assert.That(after, Is.LessThan(large - (size / 2)));
        Assert.That(Machine.PeakBytes(), Is.GreaterThanOrEqualTo(large), "the peak of all time stays");
    }

    private void Tell(params ReadOnlySpan<long> values)
    {
        foreach (var value in values) told.Enqueue(value);
    }

    private static long PeakOf(int bytes)
    {
        using var phase = PeakMemory.OfThisProcess.Begin();
        using (ones(bytes, ScalarType.Byte)) return phase.Peak!.Value;
    }
}
