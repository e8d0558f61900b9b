using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results.Selection;

/// <summary>One choice of settings and how it scored on one split.</summary>
public sealed record ScoredSettings
{
    /// <summary>States the scores.</summary>
    /// <param name="settings">The method's settings as one JSON object.</param>
    /// <param name="scores">Counts of each task, in suite order; at least one.</param>
    public ScoredSettings(string settings, ImmutableArray<TaskScore> scores)
    {
        if (scores.IsDefaultOrEmpty) throw new ArgumentException("Settings without scores.", nameof(scores));
        (Settings, Scores) = (CanonicalJson.Of(settings, nameof(settings)), scores);
    }

    /// <summary>The method's settings as one compact JSON object in ordinal order of names.</summary>
    public string Settings { get; }

    /// <summary>Counts of each task, in suite order.</summary>
    public ImmutableArray<TaskScore> Scores { get; }

    /// <summary>Unweighted mean of the tasks' accuracies, 0 to 1.</summary>
    [JsonIgnore]
    public double AverageAccuracy => Scores.Average(score => score.Accuracy);
}
