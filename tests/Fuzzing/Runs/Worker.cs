using System.Diagnostics;

namespace SurgeryBench.Tests.Fuzzing.Runs;

/// <summary>A thread that takes cases, one after the other. Its stack is small, so that endless recursion ends soon; it never keeps a process alive.</summary>
internal sealed class Worker
{
    private const int StackBytes = 1 << 20;
    private readonly Thread thread;
    private long began, workedBefore;

    /// <param name="work">What it does; says before and after each case.</param>
    public Worker(Action<Worker> work)
    {
        thread = new Thread(() => work(this), StackBytes) { IsBackground = true };
        thread.Start();
    }

    /// <summary>The case at hand.</summary>
    public long Number { get; private set; }

    /// <summary>How long it has been at hand; nothing between two cases.</summary>
    public TimeSpan Since => Volatile.Read(ref began) is > 0 and var start ? Stopwatch.GetElapsedTime(start) : TimeSpan.Zero;

    /// <summary>How long the processor has worked for the whole process since then.</summary>
    public TimeSpan Worked => Environment.CpuUsage.TotalTime - TimeSpan.FromTicks(Volatile.Read(ref workedBefore));

    public void Begin(long number)
    {
        Number = number;
        Volatile.Write(ref workedBefore, Environment.CpuUsage.TotalTime.Ticks);
        Volatile.Write(ref began, Stopwatch.GetTimestamp());
    }

    public void End() => Volatile.Write(ref began, 0);

    /// <summary>Whether it ends within a time.</summary>
    public bool Ends(TimeSpan time) => thread.Join(time);
}
