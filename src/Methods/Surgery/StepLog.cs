using SurgeryBench.Core;

namespace SurgeryBench.Methods.Surgery;

/// <summary>Tells who wants to know of each optimiser step.</summary>
/// <param name="input">Where progress goes.</param>
/// <param name="schedule">How many steps there will be.</param>
/// <param name="tasks">Number of tasks.</param>
/// <param name="trace">Told the loss of each level; null for nobody.</param>
internal sealed class StepLog(RepairInput input, SurgerySchedule schedule, int tasks, Action<int, float[]>? trace)
{
    private readonly int total = schedule.Iterations * schedule.BatchesPerVisit * tasks;
    private int step;

    /// <summary>Passes on some steps.</summary>
    public void Add(IEnumerable<StepLosses> steps)
    {
        foreach (var (task, levels) in steps)
        {
            trace?.Invoke(task, levels);
            input.Progress?.Report(new StepProgress(schedule.Stage, ++step, total, levels.Sum()));
        }
    }
}
