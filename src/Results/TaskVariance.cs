using System.Collections.Immutable;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results;

/// <summary>How much a model's representations of one task's images vary, as a multiple of the individual expert's.</summary>
public sealed record TaskVariance
{
    /// <summary>States the ratios.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="levels">Finite and not negative: one value a block, first block first, then the embedding.</param>
    public TaskVariance(string task, ImmutableArray<double> levels)
    {
        if (levels.IsDefaultOrEmpty || levels.Any(level => !(level >= 0 && double.IsFinite(level))))
            throw new ArgumentOutOfRangeException(nameof(levels), $"Variance ratios of task '{task}' are finite and not negative, and at least one.");
        (Task, Levels) = (Bounds.Text(task, nameof(Task)), levels);
    }

    /// <summary>The task's name.</summary>
    public string Task { get; }

    /// <summary>One value a block, first block first, then the embedding.</summary>
    public ImmutableArray<double> Levels { get; }

    /// <summary>Equal names and equal values.</summary>
    public bool Equals(TaskVariance? other) => other is not null && Task == other.Task && Levels.SequenceEqual(other.Levels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Task, Levels.Length);
}
