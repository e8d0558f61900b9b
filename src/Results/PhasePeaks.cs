using System.Text.Json.Serialization;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results;

/// <summary>
/// The largest resident set of the process during the parts of a run, bytes; none is negative. Rows that run side by side share a process,
/// with its models and images: a phase's peak is that of all that the process held meanwhile.
/// </summary>
public sealed record PhasePeaks
{
    /// <summary>States the peaks.</summary>
    public PhasePeaks(long merge, long repair, long evaluate) =>
        (Merge, Repair, Evaluate) = (Bounds.Count(merge, nameof(Merge)), Bounds.Count(repair, nameof(Repair)), Bounds.Count(evaluate, nameof(Evaluate)));

    /// <summary>From the experts' weights to the merged model; the same in all rows that share the merge.</summary>
    public long Merge { get; }

    /// <summary>From the merged model to the repaired one; zero without a repair.</summary>
    public long Repair { get; }

    /// <summary>Scoring on all tasks.</summary>
    public long Evaluate { get; }

    /// <summary>All three in a line, MiB.</summary>
    [JsonIgnore]
    public string InMebibytes => FormattableString.Invariant($"merge {Merge >> 20:N0}, repair {Repair >> 20:N0}, evaluate {Evaluate >> 20:N0}");
}
