using System.Text.Json;
using SurgeryBench.Accuracy.Sweep;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>What rows reach and cost as more tasks are merged, from two to all, in the order of the suite.</summary>
internal sealed record GrowthInTasks : Growth
{
    private const int Fewest = 2;

    /// <inheritdoc/>
    public override string Name => "tasks";

    /// <inheritdoc/>
    public override string Description => "accuracy, seconds and numbers stored by the number of tasks merged, from 2 to all";

    private protected override string What => "number of tasks";

    /// <inheritdoc/>
    public override IEnumerable<ProbeCase> CasesOf(PlannedRow row, int tasks) =>
        Enumerable.Range(Fewest, Math.Max(0, tasks - Fewest + 1)).Select(count => new ProbeCase(JsonSerializer.Serialize(new { Tasks = count }), count));

    private protected override int SizeOf(ProbeCase part) => part.Tasks;
}
