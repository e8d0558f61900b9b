using NUnit.Framework;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Core.Native;

[Platform("Linux")]
public sealed class NativeHeapTests
{
    private const int Rounds = 20, Tensors = 60, Count = 1 << 19;

    // A tensor; measured 9 with the pages kept and 69 without.
    private const int AllowedFaults = 25;

    /// <summary>Rounds that fill 60 tensors of 2 MiB and free them all, as a training step does; taken anew, each would fault many times.</summary>
    [Test]
    public void KeepsThePagesOfFreedTensors()
    {
        long faults = 0;
        // A thread of its own: rows run on such, and glibc treats their heaps differently from the first thread's.
        var thread = new Thread(() => faults = FaultsOf(FillAndFree));
        thread.Start();
        thread.Join();
        Assert.That(faults, Is.LessThan(Rounds * Tensors * AllowedFaults));
    }

    private static void FillAndFree()
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < Tensors; i++) ones(Count);
    }

    private static long FaultsOf(Action round)
    {
        round();
        var before = Faults();
        for (var i = 0; i < Rounds; i++) round();
        return Faults() - before;
    }

    // The tenth field of the kernel's line about this thread; names are in brackets and may hold blanks.
    private static long Faults() => long.Parse(File.ReadAllText("/proc/thread-self/stat").Split(") ")[^1].Split(' ')[7], System.Globalization.CultureInfo.InvariantCulture);
}
