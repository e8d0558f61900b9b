using System.Text.Json.Serialization;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results;

/// <summary>How many images of a task's test split were classified correctly.</summary>
public sealed record TaskScore
{
    /// <summary>States the counts.</summary>
    /// <param name="task">The task's name.</param>
    /// <param name="correct">Images classified correctly, 0 to <paramref name="total"/>.</param>
    /// <param name="total">Images in all, at least 1.</param>
    public TaskScore(string task, long correct, long total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        if (correct < 0 || correct > total) throw new ArgumentOutOfRangeException(nameof(correct), correct, $"Task '{task}' has {total} images.");
        (Task, Correct, Total) = (Bounds.Text(task, nameof(Task)), correct, total);
    }

    /// <summary>The task's name.</summary>
    public string Task { get; }

    /// <summary>Images classified correctly.</summary>
    public long Correct { get; }

    /// <summary>Images in all.</summary>
    public long Total { get; }

    /// <summary>Correct / total, 0 to 1.</summary>
    [JsonIgnore]
    public double Accuracy => (double)Correct / Total;
}
