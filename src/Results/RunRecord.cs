using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results;

/// <summary>One run and what was measured of it. Written once; every table and figure is computed from these.</summary>
public sealed record RunRecord
{
    /// <summary>Which run this is.</summary>
    public required RunKey Key { get; init; }

    /// <summary>Counts of each task, in suite order; at least one, no task twice.</summary>
    public required ImmutableArray<TaskScore> Scores { get; init; }

    /// <summary>Representation bias of each task it was measured on, in suite order.</summary>
    public ImmutableArray<TaskBias> Bias { get; init; } = [];

    /// <summary>Variance of the representations of each task it was measured on, in suite order; null in records from before it was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<TaskVariance>? Variance { get; init; }

    /// <summary>Wall-clock time by phase.</summary>
    public required Phases Phases { get; init; }

    /// <summary>Largest resident set of the process up to the end of the run, bytes; rows before it and beside it are in it.</summary>
    public long PeakBytes { get; init => field = Bounds.Count(value); }

    /// <summary>Largest resident set by phase; null in records from before it was measured, and where the system does not tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PhasePeaks? Peaks { get; init; }

    /// <summary>Parameters of one encoder.</summary>
    public required long EncoderParameters { get; init => field = Bounds.Count(value); }

    /// <summary>Parameters stored beyond one encoder, all tasks together.</summary>
    public required long ExtraParameters { get; init => field = Bounds.Count(value); }

    /// <summary>Multiply-adds of one image beyond one pass of one encoder, mean over tasks; null in records from before they were counted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ExtraMultiplyAdds { get; init => field = value is { } known ? Bounds.Count(known) : null; }

    /// <summary>Whether the task must be known at inference.</summary>
    public bool NeedsTaskId { get; init; }

    /// <summary>What method and repair looked at besides weights, e.g. <c>none</c> or <c>unlabelled-test</c>.</summary>
    public string Data { get; init => field = Bounds.Text(value); } = "none";

    /// <summary>Training losses of the stages that trained something.</summary>
    public ImmutableArray<LossCurve> Losses { get; init; } = [];

    /// <summary>Whether this row is a bound or a starting point to compare with rather than a merge.</summary>
    public bool IsReference { get; init; }

    /// <summary>The method's place in the catalogue, from 0: tables follow it.</summary>
    public int MethodOrder { get; init => field = (int)Bounds.Count(value); }

    /// <summary>The repair's place in the catalogue, from 0, no repair first: tables follow it.</summary>
    public int RepairOrder { get; init => field = (int)Bounds.Count(value); }

    /// <summary>Where the record comes from.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>Unweighted mean of the tasks' accuracies, 0 to 1.</summary>
    [JsonIgnore]
    public double AverageAccuracy => Scores.Average(score => score.Accuracy);

    /// <summary>The score of a task; null if it was not scored.</summary>
    public TaskScore? ScoreOf(string task) => Scores.FirstOrDefault(score => score.Task == task);

    /// <summary>The representation bias of a task; null if it was not measured.</summary>
    public TaskBias? BiasOf(string task) => Bias.FirstOrDefault(bias => bias.Task == task && !bias.Levels.IsEmpty);

    /// <summary>Whether another run measured the same in everything that equal seeds reproduce: not timings, memory or provenance.</summary>
    public bool SameOutcome(RunRecord other) =>
        Scores.SequenceEqual(other.Scores) && Bias.SequenceEqual(other.Bias) && Ratios.SequenceEqual(other.Ratios) && Losses.SequenceEqual(other.Losses)
        && (EncoderParameters, ExtraParameters, NeedsTaskId) == (other.EncoderParameters, other.ExtraParameters, other.NeedsTaskId)
        && (ExtraMultiplyAdds ?? other.ExtraMultiplyAdds) == (other.ExtraMultiplyAdds ?? ExtraMultiplyAdds);

    /// <summary>The same without times, memory, machine and date: equal for runs of the <see cref="SameOutcome"/>.</summary>
    public RunRecord Untimed() => this with { Phases = Phases.Unmeasured, PeakBytes = 0, Peaks = null, Provenance = Provenance.Nowhere(Provenance.ZooDigest) };

    /// <summary>Equal in every value, timings and provenance included.</summary>
    public bool Equals(RunRecord? other) => other is not null && Key == other.Key && SameOutcome(other)
        && (Phases, PeakBytes, Peaks, Data, Provenance, ExtraMultiplyAdds) == (other.Phases, other.PeakBytes, other.Peaks, other.Data, other.Provenance, other.ExtraMultiplyAdds)
        && (IsReference, MethodOrder, RepairOrder) == (other.IsReference, other.MethodOrder, other.RepairOrder);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Provenance);

    /// <summary>What no single property can check: lists are given, and tasks are neither doubled nor unknown.</summary>
    internal string? Fault() => this switch
    {
        { Scores.IsDefaultOrEmpty: true } => "it holds no scores.",
        { Bias.IsDefault: true } or { Ratios.IsDefault: true } or { Losses.IsDefault: true } => "a list is missing.",
        _ when Scores.Any(score => score is null) || Bias.Any(bias => bias is null) || Ratios.Any(ratio => ratio is null) || Losses.Any(curve => curve is null) => "a list holds null.",
        _ when HasTwice(Scores.Select(score => score.Task)) || HasTwice(Bias.Select(bias => bias.Task)) || HasTwice(Ratios.Select(ratio => ratio.Task)) => "a task appears twice.",
        _ when Bias.FirstOrDefault(bias => ScoreOf(bias.Task) is null) is { } stray => $"task '{stray.Task}' has a bias but no score.",
        _ when Ratios.FirstOrDefault(ratio => ScoreOf(ratio.Task) is null) is { } stray => $"task '{stray.Task}' has a variance but no score.",
        _ => null,
    };

    private ImmutableArray<TaskVariance> Ratios => Variance ?? [];

    private static bool HasTwice(IEnumerable<string> names) => names.CountBy(name => name).Any(name => name.Value > 1);
}
