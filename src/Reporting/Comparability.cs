using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting;

/// <summary>What runs must have in common to share a table.</summary>
internal static class Comparability
{
    public static void Check(IReadOnlyList<RunRecord> runs)
    {
        if (runs.Count == 0) throw new BadInputException("A table needs at least one record.");
        var groups = runs.Select(run => run.Key.Group).Distinct().ToList();
        if (groups is [_, var other, ..]) throw new BadInputException($"Runs of {groups[0]} and {other} cannot share a table.");
        CheckVersions(groups[0], runs);
        CheckZoos(groups[0], runs);
    }

    private static void CheckVersions(RunGroup group, IEnumerable<RunRecord> runs)
    {
        var versions = runs.Select(run => run.Key.BenchmarkVersion).Distinct().Order(StringComparer.Ordinal).ToList();
        if (versions.Count == 1) return;
        throw new BadInputException(
            $"The records in runs/{group.Folder} are of the benchmark versions {string.Join(" and ", versions)}, which do not compare. "
            + "Move all but one version out of the folder.");
    }

    private static void CheckZoos(RunGroup group, IEnumerable<RunRecord> runs)
    {
        var mixed = runs.GroupBy(run => run.Key.Seed).FirstOrDefault(seed => seed.Select(run => run.Key.Zoo).Distinct().Count() > 1);
        if (mixed is null) return;
        var zoos = mixed.Select(run => run.Key.Zoo).Distinct().Order(StringComparer.Ordinal);
        throw new BadInputException(
            $"The records of seed {mixed.Key} in runs/{group.Folder} were made from different experts "
            + $"(zoos {string.Join(" and ", zoos)}), so they do not compare. Remove the outdated ones "
            + $"with `surgerybench clean`, or remove the folder runs/{group.Folder}, and run again.");
    }
}
