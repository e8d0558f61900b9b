using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using SurgeryBench.Core;

namespace SurgeryBench.Datasets.Shards;

/// <summary>The usual names of a split's shards, e.g. <c>data/test-00000-of-00002.parquet</c>.</summary>
internal static partial class ShardNames
{
    /// <summary>The shards of a split anywhere under a folder, by name; empty if there are none.</summary>
    /// <exception cref="BadInputException">One of a numbered series is missing.</exception>
    internal static ImmutableArray<string> Find(string folder, string split)
    {
        ImmutableArray<string> found = [.. Directory.EnumerateFiles(folder, $"{split}-*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        foreach (var series in found.GroupBy(path => TotalPart().Match(path).Groups[1].Value).Where(series => series.Key.Length > 0))
        {
            var total = int.Parse(series.Key, CultureInfo.InvariantCulture);
            if (series.Count() != total)
                throw new BadInputException($"'{folder}' holds {series.Count()} of the {total} shards of '{split}'; expected all of them, once.");
        }
        return found;
    }

    [GeneratedRegex(@"-of-([0-9]{1,6})\.parquet$")]
    private static partial Regex TotalPart();
}
