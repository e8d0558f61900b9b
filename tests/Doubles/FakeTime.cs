using System.Collections.Concurrent;

namespace SurgeryBench.Tests.Doubles;

/// <summary>A clock that is moved by hand, and pauses that end at once and are remembered.</summary>
internal sealed class FakeTime(DateTimeOffset now) : TimeProvider
{
    private readonly DateTimeOffset zero = now;
    private long passed;

    /// <summary>What it tells; may be moved back.</summary>
    public DateTimeOffset Now { get; set; } = now;

    /// <summary>How long somebody wanted to wait, in order.</summary>
    public ConcurrentQueue<TimeSpan> Pauses { get; } = new();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time)
    {
        Interlocked.Add(ref passed, time.Ticks);
        Now += time;
    }

    public override DateTimeOffset GetUtcNow() => Now;

    public override long GetTimestamp() => zero.Ticks + Interlocked.Read(ref passed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan) Pauses.Enqueue(dueTime);
        return System.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
