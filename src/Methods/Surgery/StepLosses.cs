namespace SurgeryBench.Methods.Surgery;

/// <summary>What one optimiser step of one task started from.</summary>
/// <param name="Task">Position of the task among the experts.</param>
/// <param name="Levels">The loss of each level.</param>
internal readonly record struct StepLosses(int Task, float[] Levels);
