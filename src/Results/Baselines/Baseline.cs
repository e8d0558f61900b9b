using System.Collections.Immutable;
using System.Globalization;
using SurgeryBench.Core;
using SurgeryBench.Core.Files;
using SurgeryBench.Results.Storage;

namespace SurgeryBench.Results.Baselines;

/// <summary>The accuracies that a suite's runs are expected to have: what the accuracy-regression check compares with.</summary>
public sealed record Baseline
{
    private const double RoundingError = 1e-12;
    private const string Advice = "Take it back from version control, or write a new one with 'surgerybench baseline'.";

    /// <summary>The suite's id.</summary>
    public required string Suite { get; init => field = Kebab.Checked(value); }

    /// <summary>The backbone's id.</summary>
    public required string Backbone { get; init => field = Kebab.Checked(value); }

    /// <summary>Which set of experts.</summary>
    public string Family { get; init => field = Kebab.Checked(value); } = RunGroup.TrainedFamily;

    /// <summary>The benchmark's version; others do not compare.</summary>
    public required string BenchmarkVersion { get; init; }

    /// <summary>One row for each method, repair and seed.</summary>
    public required ImmutableArray<BaselineRow> Rows { get; init; }

    private RunGroup Group => new(Suite, Backbone, Family);

    /// <summary>Where the baseline of a group lies under a results folder.</summary>
    public static string PathOf(string resultsDirectory, RunGroup group) => Path.Combine(resultsDirectory, "baselines", $"{group.Stem}.json");

    /// <summary>The baseline that some runs are now, in their order.</summary>
    /// <param name="records">Runs of one group and one benchmark version; each method, repair and seed once.</param>
    /// <param name="tolerance">How far later runs may be from these, 0 to 1.</param>
    /// <exception cref="BadInputException">The runs do not belong together.</exception>
    public static Baseline Of(IReadOnlyCollection<RunRecord> records, double tolerance)
    {
        var kinds = records.Select(record => (record.Key.Group, record.Key.BenchmarkVersion)).Distinct().ToList();
        if (kinds is not [var (group, version)])
            throw new BadInputException($"A baseline is made of runs of one suite, backbone, family and version, not of {kinds.Count}.");
        var rows = records.Select(record => RowOf(record, tolerance)).ToImmutableArray();
        var twice = rows.CountBy(row => row.ToString()).FirstOrDefault(row => row.Value > 1).Key;
        if (twice is not null) throw new BadInputException($"{twice}: several runs of {group} differ in settings or zoo; a baseline needs one.");
        return new() { Suite = group.Suite, Backbone = group.Backbone, Family = group.Family, BenchmarkVersion = version, Rows = rows };
    }

    /// <summary>The baseline of a group; null if it has none.</summary>
    /// <exception cref="BadInputException">The file is damaged, too large or another group's.</exception>
    public static Baseline? Find(string resultsDirectory, RunGroup group)
    {
        var path = PathOf(resultsDirectory, group);
        if (!Path.Exists(path)) return null;
        var baseline = Read(path);
        return baseline.Group.Stem == group.Stem ? baseline : throw new BadInputException($"'{path}' is the baseline of {baseline.Group.Stem}: it was renamed, moved or edited. {Advice}");
    }

    /// <summary>Reads a baseline.</summary>
    /// <exception cref="BadInputException">The file is absent, damaged or too large.</exception>
    public static Baseline Read(string path)
    {
        var baseline = JsonFile.ReadSealed<Baseline>(path, Advice);
        return baseline.Rows.IsDefault || baseline.Rows.Any(row => row is null) ? throw new BadInputException($"'{path}' lacks a row.") : baseline;
    }

    /// <summary>Writes the baseline, in place of one that may exist.</summary>
    public void Write(string path) => AtomicFile.Replace(path, JsonFile.SealedBytes(this));

    /// <summary>Says where runs differ from what is expected, one sentence each. Runs without a row are new and no fault; inductive ones are not looked at.</summary>
    /// <param name="records">Any runs; those of other suites, backbones, families or versions are left aside.</param>
    public IReadOnlyList<string> FaultsOf(IEnumerable<RunRecord> records)
    {
        var own = records.Where(record => record.Key.Group == Group && !record.Key.IsInductive).ToList();
        if (own.Count > 0 && own.All(record => record.Key.BenchmarkVersion != BenchmarkVersion))
            return [$"{Group.Stem}: the baseline is of benchmark version {BenchmarkVersion} and the runs of {own[0].Key.BenchmarkVersion}, which do not compare. 'surgerybench baseline' writes a new one."];
        var found = own.Where(record => record.Key.BenchmarkVersion == BenchmarkVersion).ToLookup(record => (record.Key.Method, record.Key.Repair, record.Key.Seed));
        return [.. Rows.Select(row => FaultOf(row, [.. found[(row.Method, row.Repair, row.Seed)]])).OfType<string>()];
    }

    private string? FaultOf(BaselineRow row, RunRecord[] runs) => runs switch
    {
        [] => $"{Group.Stem}: {row} has no run; its average accuracy should be {Percent(row.Average)}%.",
        [var run] when Math.Abs(run.AverageAccuracy - row.Average) <= row.Tolerance + RoundingError => null,
        [var run] => $"{Group.Stem}: {row} has an average accuracy of {Percent(run.AverageAccuracy)}%; "
            + $"expected {Percent(row.Average)}% within {Percent(row.Tolerance)}.",
        _ => $"{Group.Stem}: {row} has {runs.Length} runs that differ in settings or zoo; the baseline needs one.",
    };

    private static BaselineRow RowOf(RunRecord record, double tolerance) => new()
    {
        Method = record.Key.Method,
        Repair = record.Key.Repair,
        Seed = record.Key.Seed,
        Average = record.AverageAccuracy,
        Tolerance = tolerance,
    };

    private static string Percent(double fraction) => (100 * fraction).ToString("F2", CultureInfo.InvariantCulture);
}
