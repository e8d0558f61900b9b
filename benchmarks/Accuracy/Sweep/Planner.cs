using System.Collections.Immutable;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Datasets.Clip;
using SurgeryBench.Experts;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>Turns a selection into a plan and names every fault of it at once, before anything is run or written.</summary>
internal static class Planner
{
    private const string BenchmarkVersion = "1.0";

    // As many a task as mini8 has; those of other suites are not opened only to say how long a run takes.
    private const long UsualTestImages = 400;

    /// <summary>Checks and plans.</summary>
    /// <param name="selection">What is asked for.</param>
    /// <param name="areImagesNeeded">Whether models will be scored; if not, images are opened only for methods and repairs that look at some.</param>
    /// <param name="time">Tells when runs start; null for the system's clock.</param>
    /// <exception cref="UsageException">Names, settings or combinations that do not exist; one line each.</exception>
    /// <exception cref="BadInputException">The suite's images or models, or records that are there, are not what they should be.</exception>
    public static SweepPlan Make(Selection selection, bool areImagesNeeded = true, TimeProvider? time = null) => Make(selection, RowChoice.Of(selection), areImagesNeeded, time);

    /// <summary>Plans given rows in place of those the selection names.</summary>
    public static SweepPlan Make(Selection selection, ImmutableArray<PlannedRow> rows, bool areImagesNeeded = true, TimeProvider? time = null)
    {
        var decoding = new DecodeRelay();
        var images = areImagesNeeded || rows.Any(row => row.Method.Data != DataUse.None || row.Repair is { Data: not DataUse.None });
        var (suite, zoos) = SweepInputs.Open(selection, images, decoding);
        if (suite.ImageSize != zoos.Backbone.ImageSize)
        {
            throw new UsageException($"Suite '{suite.Name}' has {suite.ImageSize}x{suite.ImageSize} images; backbone '{zoos.Backbone.Name}' takes {zoos.Backbone.ImageSize}x{zoos.Backbone.ImageSize}.");
        }
        var store = new RunStore(selection.Results);
        // What is damaged is named before anything is trained or run: present means done.
        var done = store.All();
        RefuseOtherVersions(done, new RunGroup(suite.Name, zoos.Backbone.Name, zoos.Family, Precision.InKeys(selection.Precision)), store);
        var keys = done.Select(record => record.Key).ToHashSet();
        var runs = from seed in selection.Seeds
                   from row in rows
                   from calibration in selection.Inductive && row.IsAdaptedToTest ? new[] { null, RunKey.Inductive } : [null]
                   let key = Key(suite, zoos, row, seed) with { Precision = Precision.InKeys(selection.Precision), Calibration = calibration }
                   select new PlannedRun(row, key, keys.Contains(key));
        return new SweepPlan
        {
            Selection = selection,
            Suite = suite,
            Decoding = decoding,
            Store = store,
            Zoos = zoos,
            Runs = Shards(selection, suite, [.. runs])[selection.Shard.Index].Runs,
            Clock = ClockAfter.All(done.Select(record => record.Provenance), time ?? TimeProvider.System),
        };
    }

    /// <summary>The parts of a plan, of which its selection names the only one.</summary>
    /// <param name="plan">Not itself a part of another.</param>
    /// <param name="count">How many, at least 1.</param>
    public static ImmutableArray<Shard> Split(SweepPlan plan, int count) => Shards(plan.Selection with { Shard = (0, count) }, plan.Suite, plan.Runs);

    private static ImmutableArray<Shard> Shards(Selection selection, ISuite suite, ImmutableArray<PlannedRun> runs) => Shard.Split(
        runs, selection.Shard.Count, suite.Tasks.Length, selection.Clip is null ? suite.Tasks.Length * UsualTestImages : ClipTasks.TestImages);

    private static void RefuseOtherVersions(IEnumerable<RunRecord> records, RunGroup group, RunStore store)
    {
        var other = records.FirstOrDefault(record => record.Key.Group == group && record.Key.BenchmarkVersion != BenchmarkVersion);
        if (other is null) return;
        throw new BadInputException(
            $"The record '{store.PathOf(other.Key)}' is of benchmark version {other.Key.BenchmarkVersion}; this program makes version {BenchmarkVersion}, and the two do not compare. "
            + "Move its folder away, or give these runs an --out of their own.");
    }

    private static RunKey Key(ISuite suite, IZooSource zoos, PlannedRow row, int seed) => new()
    {
        Suite = suite.Name,
        Backbone = zoos.Backbone.Name,
        Family = zoos.Family,
        Zoo = zoos.KeyOf(seed),
        Method = row.Method.Name,
        MethodSettings = SettingsJson.Of(row.Method),
        Repair = row.Repair?.Name ?? RunKey.NoRepair,
        RepairSettings = row.Repair is null ? RunKey.NoSettings : SettingsJson.Of(row.Repair),
        Seed = seed,
        BenchmarkVersion = BenchmarkVersion,
    };
}
