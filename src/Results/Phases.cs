using System.Text.Json.Serialization;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results;

/// <summary>How long the parts of a run took by the wall clock; none is negative.</summary>
public sealed record Phases
{
    /// <summary>States the durations.</summary>
    public Phases(TimeSpan merge, TimeSpan repair, TimeSpan evaluate) => (Merge, Repair, Evaluate) =
        (Bounds.Duration(merge, nameof(Merge)), Bounds.Duration(repair, nameof(Repair)), Bounds.Duration(evaluate, nameof(Evaluate)));

    /// <summary>Those of a run whose times are left out.</summary>
    public static Phases Unmeasured { get; } = new(TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>From the experts' weights to the merged model; the same in all rows that share the merge.</summary>
    public TimeSpan Merge { get; }

    /// <summary>From the merged model to the repaired one; zero without a repair.</summary>
    public TimeSpan Repair { get; }

    /// <summary>Scoring on all tasks.</summary>
    public TimeSpan Evaluate { get; }

    /// <summary>Merge and repair together: what it takes to get the model.</summary>
    [JsonIgnore]
    public TimeSpan MergeAndRepair => Merge + Repair;

    /// <summary>The seconds of one of these times; null where none was measured.</summary>
    /// <param name="time">Which.</param>
    public double? Seconds(Func<Phases, TimeSpan> time) => this == Unmeasured ? null : time(this).TotalSeconds;
}
