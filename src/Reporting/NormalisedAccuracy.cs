using SurgeryBench.Results;

namespace SurgeryBench.Reporting;

/// <summary>Accuracy as a fraction of the individual expert's accuracy on the same task with the same seed.</summary>
internal sealed class NormalisedAccuracy(IEnumerable<RunRecord> runs)
{
    private readonly Dictionary<int, RunRecord> individuals = runs
        .Where(run => run.IsReference && run.Key is { Method: ResultTable.Individual, Repair: RunKey.NoRepair })
        .DistinctBy(run => run.Key.Seed).ToDictionary(run => run.Key.Seed);

    /// <summary>The fraction; null where either accuracy is missing or the expert's is zero.</summary>
    public double? Of(RunRecord run, string task) =>
        run.ScoreOf(task) is { } score && individuals.GetValueOrDefault(run.Key.Seed)?.ScoreOf(task) is { Correct: > 0 } expert
            ? score.Accuracy / expert.Accuracy
            : null;
}
