using System.Collections.Immutable;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Core;
using SurgeryBench.Datasets;
using SurgeryBench.Experts;
using SurgeryBench.Experts.Published;
using SurgeryBench.Methods;
using SurgeryBench.Models;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>The rows that a selection names. Looks at the catalogues alone.</summary>
internal static class RowChoice
{
    private const string Everything = "all";

    /// <summary>Checks every name of the selection and lists its rows in the order of the tables.</summary>
    /// <exception cref="UsageException">Names, settings or combinations that do not exist; one line each.</exception>
    public static ImmutableArray<PlannedRow> Of(Selection selection)
    {
        var faults = new List<string>();
        var methods = Pick(selection.Methods, MethodCatalog.All, method => method.Name, "method", faults);
        var repairs = Pick(selection.Repairs.Remove(RunKey.NoRepair), RepairCatalog.All, repair => repair.Name, "repair", faults);
        var changes = SettingChange.ParseAll(selection.Settings, [.. methods.Select(entry => entry.Item.Name), .. repairs.Select(entry => entry.Item.Name)], faults);
        faults.AddRange(FaultsOf(selection));
        faults.AddRange(methods.Where(entry => entry.Item.NeedsMultiTask && selection.Clip is not null && selection.Methods.Contains(entry.Item.Name))
            .Select(entry => $"Family '{selection.Family}' has no jointly trained model, which the row '{entry.Item.Name}' reports."));
        faults.AddRange(from method in methods.Where(entry => !entry.Item.GivesWeights && selection.Methods.Contains(entry.Item.Name))
                        from repair in repairs.Where(entry => entry.Item.NeedsWeights && selection.Repairs.Contains(entry.Item.Name))
                        select $"Repair '{repair.Item.Name}' works on plain weights; '{method.Item.Name}' gives none.");
        if (faults.Count > 0) throw new UsageException(string.Join(Environment.NewLine, faults));

        var changed = repairs.Select(entry => (Item: changes.Apply(entry.Item, entry.Item.Name), entry.Order)).ToList();
        return [.. methods.Where(entry => selection.Clip is null || !entry.Item.NeedsMultiTask)
            .SelectMany(entry => RowsOf(changes.Apply(entry.Item, entry.Item.Name), entry.Order, changed, WithNone(selection)))];
    }

    private static bool WithNone(Selection selection) =>
        selection.Repairs.Contains(RunKey.NoRepair) || selection.Repairs.Contains(Everything) || selection.Repairs.IsEmpty;

    // Reference rows are bounds to compare with; repairing them would say nothing.
    private static IEnumerable<PlannedRow> RowsOf(IMergeMethod method, int order, List<(IRepair Item, int Order)> repairs, bool withNone)
    {
        if (withNone || method.IsReference) yield return new PlannedRow(method, order, null, 0);
        if (method.IsReference) yield break;
        foreach (var repair in repairs.Where(repair => method.GivesWeights || !repair.Item.NeedsWeights)) yield return new PlannedRow(method, order, repair.Item, repair.Order + 1);
    }

    private static IEnumerable<string> FaultsOf(Selection selection)
    {
        if (!DatasetCatalog.Names.Contains(selection.Suite)) yield return $"There is no suite '{selection.Suite}'; there are {string.Join(", ", DatasetCatalog.Names)}.";
        else if (selection.Family != FamilyOf(selection)) yield return $"Family '{selection.Family}' does not go with the rest: these models of suite '{selection.Suite}' are of family '{FamilyOf(selection)}'{(selection.Family == PublishedModels.TaskArithmetic ? "; --checkpoints names a folder of family 'ta'" : "")}.";
        if (selection.Clip is null && FaultOf(() => BackboneCatalog.Find(selection.Backbone)) is { } backbone) yield return backbone;
        if (selection.Seeds.IsEmpty) yield return "--seeds names no seed.";
        if (Precision.FaultOf(selection.Precision, selection.Device) is { } precision) yield return precision;
        if (FaultOf(() => DeviceName.Parse(selection.Device)) is { } device) yield return device;
    }

    private static string FamilyOf(Selection selection) => selection.Clip?.Family ?? TrainedZoos.FamilyName;

    private static ImmutableArray<(T Item, int Order)> Pick<T>(
        ImmutableArray<string> names, ImmutableArray<T> catalogue, Func<T, string> nameOf, string what, List<string> faults)
    {
        foreach (var name in names.Where(name => name != Everything && !catalogue.Any(item => nameOf(item) == name)))
        {
            faults.Add($"There is no {what} '{name}'; there are {string.Join(", ", catalogue.Select(nameOf))}.");
        }
        return [.. catalogue.Select((item, order) => (item, order)).Where(entry => names.Contains(Everything) || names.Contains(nameOf(entry.item)))];
    }

    private static string? FaultOf(Func<object> make)
    {
        try
        {
            make();
            return null;
        }
        catch (BadInputException fault)
        {
            return fault.Message;
        }
    }
}
