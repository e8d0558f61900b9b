using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>
/// A clock that never tells a time before that of records which are there already. Where the machine's was moved back, what runs later still
/// counts as later: the records that started last are those in force.
/// </summary>
internal sealed class ClockAfter : TimeProvider
{
    private readonly TimeProvider time;
    private readonly DateTimeOffset latest;

    private ClockAfter(TimeProvider time, DateTimeOffset latest) => (this.time, this.latest) = (time, latest);

    /// <summary>A clock for runs after some others.</summary>
    /// <param name="earlier">Where those come from.</param>
    /// <param name="time">The machine's clock.</param>
    public static ClockAfter All(IEnumerable<Provenance> earlier, TimeProvider time) =>
        new(time, earlier.Select(one => one.StartedAt).DefaultIfEmpty(DateTimeOffset.MinValue).Max());

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        var now = time.GetUtcNow();
        return now > latest || latest == DateTimeOffset.MaxValue ? now : latest.AddTicks(1);
    }
}
