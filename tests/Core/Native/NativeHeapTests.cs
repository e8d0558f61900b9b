using NUnit.Framework;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Core.Native;

[Platform("Linux")]
public sealed class NativeHeapTests
{
    private const int Rounds = 200, Count = 1 << 20;
    private const long PageBytes = 4096;

    /// <summary>Filling freed and newly asked-for tensors of 4 MiB again and again; page by page it would take 1,024 faults a round.</summary>
    [Test]
    public void KeepsThePagesOfFreedTensors()
    {
        long faults = 0;
        // A thread of its own: rows run on such, and glibc treats their heaps differently from the first thread's.
        var thread = new Thread(() => faults = FaultsOf(() => ones(Count).Dispose()));
        thread.Start();
        thread.Join();
        Assert.That(faults, Is.LessThan(Rounds * Count * sizeof(float) / PageBytes / 10));
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
