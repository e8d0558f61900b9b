using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results;

/// <summary>Representation bias on one task: how far a model's representations are from the individual expert's.</summary>
public sealed record TaskBias
{
    /// <summary>States the distances.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="levels">Finite and not negative: one value a block, first block first, then the embedding; empty when not measured.</param>
    public TaskBias(string task, ImmutableArray<double> levels)
    {
        if (levels.IsDefault || levels.Any(level => !(level >= 0 && double.IsFinite(level))))
            throw new ArgumentOutOfRangeException(nameof(levels), $"Representation biases of task '{task}' are finite and not negative.");
        (Task, Levels) = (Bounds.Text(task, nameof(Task)), levels);
    }

    /// <summary>The task's name.</summary>
    public string Task { get; }

    /// <summary>Mean absolute difference from the expert: one value a block, first block first, then the embedding; empty when not measured.</summary>
    public ImmutableArray<double> Levels { get; }

    /// <summary>The last level, that of the embedding; null when not measured.</summary>
    [JsonIgnore]
    public double? Embedding => Levels.IsEmpty ? null : Levels[^1];

    /// <summary>Equal names and equal values.</summary>
    public bool Equals(TaskBias? other) => other is not null && Task == other.Task && Levels.SequenceEqual(other.Levels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Task, Levels.Length);
}
