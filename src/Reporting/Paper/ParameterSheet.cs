using System.Collections.Immutable;
using System.Globalization;
using SurgeryBench.Reporting.Tables;

namespace SurgeryBench.Reporting.Paper;

/// <summary>What repairs cost in parameters, backbone by backbone.</summary>
public static class ParameterSheet
{
    /// <summary>Makes the sheet.</summary>
    /// <param name="costs">In the order of the lines; those of a backbone together.</param>
    public static Sheet Of(IEnumerable<ParameterCost> costs) => new()
    {
        Title = "Parameters of the repairs",
        Explanation = [$"Whatever merge is repaired. All tasks: {ParameterCost.Tasks}; share: all tasks together in percent of one image tower."],
        Heading = ["backbone", "repair", "rank", "modules a task", "parameters a task", "all tasks", "share"],
        TextColumns = 2,
        Blocks = [.. costs.GroupBy(cost => cost.Backbone).Select(block => block.Select(Line).ToImmutableArray())],
    };

    /// <summary>The same for other programs, the share as a fraction.</summary>
    public static string Csv(IEnumerable<ParameterCost> costs) => CsvText.Of(
        ["backbone", "repair", "rank", "modules-per-task", "parameters-per-task", "tasks", "parameters", "tower-parameters", "share"],
        costs.Select(cost => new object?[]
        {
            cost.Backbone, cost.Repair, cost.Rank, cost.Modules, cost.PerTask, ParameterCost.Tasks, cost.AllTasks, cost.TowerParameters,
            cost.Share.ToString("F6", CultureInfo.InvariantCulture),
        }));

    private static ImmutableArray<string> Line(ParameterCost cost) =>
    [
        cost.Backbone, cost.Repair, Whole(cost.Rank), Whole(cost.Modules), Whole(cost.PerTask), Whole(cost.AllTasks),
        (100 * cost.Share).ToString("F2", CultureInfo.InvariantCulture),
    ];

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
