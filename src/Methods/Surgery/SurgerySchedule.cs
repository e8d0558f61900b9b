namespace SurgeryBench.Methods.Surgery;

/// <summary>How corrections are trained: the settings Surgery and SurgeryV2 have in common, with what they run in.</summary>
/// <param name="Stage">What progress reports call it.</param>
/// <param name="Iterations">Rounds over all tasks.</param>
/// <param name="BatchesPerVisit">Batches, each an optimiser step, in a visit to a task.</param>
/// <param name="BatchSize">Images a batch.</param>
/// <param name="LearningRate">Adam's step size.</param>
/// <param name="Sharing">Shared or isolated optimiser.</param>
internal sealed record SurgerySchedule(string Stage, int Iterations, int BatchesPerVisit, int BatchSize, double LearningRate, OptimiserSharing Sharing)
{
    /// <summary>How many tasks share a pass through the merged model; no result depends on it but for rounding. Default 1.</summary>
    public int TasksPerPass { get; init; } = 1;
}
