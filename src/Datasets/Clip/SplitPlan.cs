using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SurgeryBench.Datasets.Shards;

namespace SurgeryBench.Datasets.Clip;

/// <summary>Which rows of a hub split make one of ours, and in which order.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Split">The name of our split.</param>
/// <param name="Shards">The hub's split.</param>
/// <param name="Rows">Row numbers, counted through all shards.</param>
/// <param name="Labels">The class of each.</param>
internal sealed record SplitPlan(string Task, string Split, ShardSet Shards, ImmutableArray<int> Rows, ImmutableArray<int> Labels)
{
    /// <summary>Share of the training rows that becomes the validation split: that of the Task Arithmetic authors.</summary>
    internal const double ValidationShare = 0.1;

    /// <summary>All rows, in an order that mixes the classes and never changes.</summary>
    internal static SplitPlan Whole(string task, string split, ShardSet shards, ImmutableArray<int> labels) =>
        Of(task, split, shards, labels, Enumerable.Range(0, labels.Length));

    /// <summary>The training or the validation part: the same share of every class goes to validation, chosen by a hash of the row's number.</summary>
    internal static SplitPlan Part(string task, bool validation, ShardSet shards, ImmutableArray<int> labels)
    {
        var chosen = Enumerable.Range(0, labels.Length).GroupBy(row => labels[row])
            .SelectMany(members => members.OrderBy(row => Hash(task, row), StringComparer.Ordinal).Take((int)Math.Round(ValidationShare * members.Count())))
            .ToHashSet();
        return Of(task, validation ? "validation" : "train", shards, labels, Enumerable.Range(0, labels.Length).Where(row => chosen.Contains(row) == validation));
    }

    private static SplitPlan Of(string task, string split, ShardSet shards, ImmutableArray<int> labels, IEnumerable<int> rows)
    {
        ImmutableArray<int> ordered = [.. rows.OrderBy(row => Hash(split, row), StringComparer.Ordinal)];
        return new SplitPlan(task, split, shards, ordered, [.. ordered.Select(row => labels[row])]);
    }

    private static string Hash(string purpose, int row) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"clip8/{purpose}/{row}"))));
}
