using System.Collections.Immutable;
using SurgeryBench.Results;

namespace SurgeryBench.Reporting;

/// <summary>Groups runs into rows, orders them as the catalogues do and averages them over seeds.</summary>
internal sealed class RowBuilder
{
    private readonly IReadOnlyList<RunRecord> runs;
    private readonly ImmutableArray<string> tasks;
    private readonly Dictionary<string, SettingsLabels> methods;
    private readonly Dictionary<string, SettingsLabels> repairs;
    private readonly Dictionary<string, int> methodOrder;
    private readonly Dictionary<string, int> repairOrder;
    private readonly NormalisedAccuracy normalised;

    public RowBuilder(IReadOnlyList<RunRecord> runs, ImmutableArray<string> tasks)
    {
        (this.runs, this.tasks) = (runs, tasks);
        methods = LabelsBy(run => run.Key.Method, run => run.Key.MethodSettings);
        repairs = LabelsBy(run => run.Key.Repair, run => run.Key.RepairSettings);
        // Catalogues grow between runs: all rows of a method stand where its earliest known place is.
        methodOrder = runs.GroupBy(MethodVariant).ToDictionary(group => group.Key, group => group.Min(run => run.MethodOrder));
        repairOrder = runs.GroupBy(RepairVariant).ToDictionary(group => group.Key, group => group.Min(run => run.RepairOrder));
        normalised = new NormalisedAccuracy(runs);
    }

    public ImmutableArray<ResultRow> Rows() =>
    [
        .. runs.GroupBy(run => (Method: MethodVariant(run), Repair: RepairVariant(run)))
            .Where(row => row.Any(run => !run.Key.IsInductive))
            .OrderBy(row => !row.First().IsReference)
            .ThenBy(row => methodOrder[row.Key.Method]).ThenBy(row => row.Key.Method, StringComparer.Ordinal)
            .ThenBy(row => repairOrder[row.Key.Repair]).ThenBy(row => row.Key.Repair, StringComparer.Ordinal)
            .Select(row => RowOf([.. row.Where(run => !run.Key.IsInductive)], [.. row.Where(run => run.Key.IsInductive)])),
    ];

    private ResultRow RowOf(ImmutableArray<RunRecord> seeds, ImmutableArray<RunRecord> inductive) => new()
    {
        Method = MethodLabel(seeds[0].Key),
        Repair = repairs[seeds[0].Key.Repair].Label(seeds[0].Key.Repair, seeds[0].Key.RepairSettings),
        Records = seeds,
        Inductive = inductive,
        Accuracies = [.. tasks.Select(task => Cell.Of(seeds.Select(run => run.ScoreOf(task)?.Accuracy)))],
        Average = AverageOf(seeds),
        InductiveAverage = AverageOf(inductive),
        NormalisedAverage = Cell.Of(seeds.Select(run => MeanOverTasks(task => normalised.Of(run, task)))),
    };

    private Cell? AverageOf(ImmutableArray<RunRecord> seeds) => Cell.Of(seeds.Select(run => MeanOverTasks(task => run.ScoreOf(task)?.Accuracy)));

    private string MethodLabel(RunKey key) => methods[key.Method].Label(key.Method, key.MethodSettings);

    // A mean over fewer tasks would not compare with the others in its column.
    private double? MeanOverTasks(Func<string, double?> value)
    {
        var values = tasks.Select(value).ToArray();
        return values.Contains(null) ? null : values.Average();
    }

    private Dictionary<string, SettingsLabels> LabelsBy(Func<RunRecord, string> id, Func<RunRecord, string> settings) =>
        runs.GroupBy(id).ToDictionary(group => group.Key, group => new SettingsLabels(group.Select(settings)));

    private static string MethodVariant(RunRecord run) => $"{run.Key.Method} {run.Key.MethodSettings}";

    private static string RepairVariant(RunRecord run) => $"{run.Key.Repair} {run.Key.RepairSettings}";
}
