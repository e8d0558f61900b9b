using System.Collections.Immutable;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Experts;
using SurgeryBench.Methods;
using SurgeryBench.Models;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>Turns a selection into a plan and names every fault of it at once, before anything is run or written.</summary>
internal static class Planner
{
    private const string Everything = "all", BenchmarkVersion = "1.0";

    /// <summary>Checks and plans.</summary>
    /// <exception cref="UsageException">Names, settings or combinations that do not exist; one line each.</exception>
    /// <exception cref="BadInputException">The suite's images are not what they should be.</exception>
    public static SweepPlan Make(Selection selection)
    {
        var faults = new List<string>();
        var methods = Pick(selection.Methods, MethodCatalog.All, method => method.Name, "method", faults);
        var repairs = Pick(selection.Repairs.Remove(RunKey.NoRepair), RepairCatalog.All, repair => repair.Name, "repair", faults);
        var changes = SettingChange.ParseAll(selection.Settings, [.. methods.Select(entry => entry.Item.Name), .. repairs.Select(entry => entry.Item.Name)], faults);
        var backbone = Attempt(() => BackboneCatalog.Find(selection.Backbone), faults);
        if (selection.Family != RunGroup.TrainedFamily) faults.Add($"There is no family '{selection.Family}' for suite '{selection.Suite}'; there is {RunGroup.TrainedFamily}.");
        if (!DatasetCatalog.Names.Contains(selection.Suite)) faults.Add($"There is no suite '{selection.Suite}'; there are {string.Join(", ", DatasetCatalog.Names)}.");
        if (selection.Seeds.IsEmpty) faults.Add("--seeds names no seed.");
        Attempt(() => DeviceName.Parse(selection.Device), faults);
        if (faults.Count > 0) throw new UsageException(string.Join(Environment.NewLine, faults));

        methods = [.. methods.Select(entry => (changes.Apply(entry.Item, entry.Item.Name), entry.Order))];
        repairs = [.. repairs.Select(entry => (changes.Apply(entry.Item, entry.Item.Name), entry.Order))];
        return Plan(selection, backbone!, methods, repairs);
    }

    private static SweepPlan Plan(
        Selection selection, VisionTransformer backbone, ImmutableArray<(IMergeMethod Item, int Order)> methods, ImmutableArray<(IRepair Item, int Order)> repairs)
    {
        var suite = DatasetCatalog.Open(selection.Suite, selection.Folder);
        if (suite.ImageSize != backbone.ImageSize)
        {
            throw new UsageException($"Suite '{suite.Name}' has {suite.ImageSize}x{suite.ImageSize} images; backbone '{backbone.Name}' takes {backbone.ImageSize}x{backbone.ImageSize}.");
        }
        var zoos = new TrainedZoos(suite, backbone, new ZooRecipe().Shortened(selection.TrainingShare), new ZooStore(selection.Cache));
        var store = new RunStore(selection.Results);
        var withNone = selection.Repairs.Contains(RunKey.NoRepair) || selection.Repairs.Contains(Everything) || selection.Repairs.IsEmpty;
        var mine = methods.Where((_, index) => index % selection.Shard.Count == selection.Shard.Index);
        var runs = from seed in selection.Seeds
                   from method in mine
                   from repair in RepairsOf(method.Item, repairs, withNone)
                   let key = Key(suite, zoos, method.Item, repair.Item, seed)
                   select new PlannedRun(method.Item, method.Order, repair.Item, repair.Order, key, store.Contains(key));
        return new SweepPlan
        {
            Selection = selection,
            Suite = suite,
            Store = store,
            Zoos = zoos,
            Runs = [.. runs],
        };
    }

    // Reference rows are bounds to compare with; repairing them would say nothing.
    private static IEnumerable<(IRepair? Item, int Order)> RepairsOf(IMergeMethod method, ImmutableArray<(IRepair Item, int Order)> repairs, bool withNone)
    {
        if (withNone || method.IsReference) yield return (null, 0);
        if (method.IsReference) yield break;
        foreach (var (repair, order) in repairs) yield return (repair, order + 1);
    }

    private static RunKey Key(ISuite suite, TrainedZoos zoos, IMergeMethod method, IRepair? repair, int seed) => new()
    {
        Suite = suite.Name,
        Backbone = zoos.Backbone.Name,
        Family = zoos.Family,
        Zoo = zoos.KeyOf(seed),
        Method = method.Name,
        MethodSettings = SettingsJson.Of(method),
        Repair = repair?.Name ?? RunKey.NoRepair,
        RepairSettings = repair is null ? RunKey.NoSettings : SettingsJson.Of(repair),
        Seed = seed,
        BenchmarkVersion = BenchmarkVersion,
    };

    private static ImmutableArray<(T Item, int Order)> Pick<T>(
        ImmutableArray<string> names, ImmutableArray<T> catalogue, Func<T, string> nameOf, string what, List<string> faults)
    {
        foreach (var name in names.Where(name => name != Everything && !catalogue.Any(item => nameOf(item) == name)))
        {
            faults.Add($"There is no {what} '{name}'; there are {string.Join(", ", catalogue.Select(nameOf))}.");
        }
        return [.. catalogue.Select((item, order) => (item, order)).Where(entry => names.Contains(Everything) || names.Contains(nameOf(entry.item)))];
    }

    private static T? Attempt<T>(Func<T> make, List<string> faults)
    {
        try
        {
            return make();
        }
        catch (BadInputException fault)
        {
            faults.Add(fault.Message);
            return default;
        }
    }
}
