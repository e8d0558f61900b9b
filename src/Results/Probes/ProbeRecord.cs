using System.Collections.Immutable;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results.Probes;

/// <summary>What an analysis measured of one row that a run's record does not hold. Written once.</summary>
public sealed record ProbeRecord
{
    /// <summary>Which probe this is.</summary>
    public required ProbeKey Key { get; init; }

    /// <summary>The values; at least one series.</summary>
    public required ImmutableArray<ProbeSeries> Series { get; init; }

    /// <summary>The method's place in the catalogue, from 0: figures follow it.</summary>
    public int MethodOrder { get; init => field = (int)Bounds.Count(value); }

    /// <summary>The repair's place in the catalogue, from 0, no repair first: figures follow it.</summary>
    public int RepairOrder { get; init => field = (int)Bounds.Count(value); }

    /// <summary>Where the record comes from.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>What no single property can check.</summary>
    internal string? Fault() => this switch
    {
        { Series.IsDefaultOrEmpty: true } => "it holds no values.",
        _ when Series.Any(series => series is null) => "a list holds null.",
        _ when Series.CountBy(series => (series.Name, series.Metric)).Any(name => name.Value > 1) => "a series appears twice.",
        _ => null,
    };
}
