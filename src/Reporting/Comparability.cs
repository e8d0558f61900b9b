using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting;

/// <summary>What runs must have in common to share a table.</summary>
internal static class Comparability
{
    public static void Check(IReadOnlyList<RunRecord> runs) => Check([.. runs.Select(run => run.Key)], "runs");

    /// <summary>Checks the keys of what was measured.</summary>
    /// <param name="runs">The keys.</param>
    /// <param name="folder">Where the records are, under the results folder.</param>
    public static void Check(IReadOnlyList<RunKey> runs, string folder)
    {
        if (runs.Count == 0) throw new BadInputException("A table needs at least one record.");
        var groups = runs.Select(run => run.Group).Distinct().ToList();
        if (groups is [_, var other, ..]) throw new BadInputException($"Runs of {groups[0]} and {other} cannot share a table.");
        CheckVersions(groups[0], runs, folder);
        CheckZoos(groups[0], runs, folder);
    }

    private static void CheckVersions(RunGroup group, IEnumerable<RunKey> runs, string folder)
    {
        var versions = runs.Select(run => run.BenchmarkVersion).Distinct().Order(StringComparer.Ordinal).ToList();
        if (versions.Count == 1) return;
        throw new BadInputException(
            $"The records in {folder}/{group.Folder} are of the benchmark versions {string.Join(" and ", versions)}, which do not compare. "
            + "Move all but one version out of the folder.");
    }

    private static void CheckZoos(RunGroup group, IEnumerable<RunKey> runs, string folder)
    {
        var mixed = runs.GroupBy(run => run.Seed).FirstOrDefault(seed => seed.Select(run => run.Zoo).Distinct().Count() > 1);
        if (mixed is null) return;
        var zoos = mixed.Select(run => run.Zoo).Distinct().Order(StringComparer.Ordinal);
        throw new BadInputException(
            $"The records of seed {mixed.Key} in {folder}/{group.Folder} were made from different experts "
            + $"(zoos {string.Join(" and ", zoos)}), so they do not compare. Remove the outdated ones "
            + $"with `surgerybench clean`, or remove the folder {folder}/{group.Folder}, and run again.");
    }
}
