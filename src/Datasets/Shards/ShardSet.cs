using System.Collections.Immutable;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Shards;

/// <summary>The shards of one split; rows are counted through all of them in order.</summary>
/// <param name="Paths">The files, by name.</param>
internal sealed record ShardSet(ImmutableArray<string> Paths)
{
    /// <summary>Number of rows, from the files' footers alone.</summary>
    internal int CountRows() => Paths.Sum(path =>
    {
        using var shard = ImageShard.Open(path);
        return shard.GroupRows.Sum();
    });

    /// <summary>The label of every row; no image is read.</summary>
    /// <exception cref="BadInputException">A label is missing or out of range.</exception>
    internal ImmutableArray<int> ReadLabels(int classes)
    {
        var labels = ImmutableArray.CreateBuilder<int>();
        foreach (var path in Paths)
        {
            using var shard = ImageShard.Open(path);
            var (first, read) = (labels.Count, Enumerable.Range(0, shard.GroupRows.Length).SelectMany(shard.ReadLabels));
            foreach (var label in read) labels.Add(Checked(label, classes, path, labels.Count - first));
        }
        return labels.DrainToImmutable();
    }

    private static int Checked(long? label, int classes, string path, int row)
    {
        if (label is { } value && value >= 0 && value < classes) return (int)value;
        throw new BadInputException($"Row {row} of '{path}' has {(label is null ? "no label" : $"the label {label}")}; expected one from 0 to {classes - 1}.");
    }
}
