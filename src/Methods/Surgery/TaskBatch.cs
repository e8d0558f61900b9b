namespace SurgeryBench.Methods.Surgery;

/// <summary>A batch of one task's images.</summary>
/// <param name="Task">Position of the task among the experts.</param>
/// <param name="Indices">Which images.</param>
internal readonly record struct TaskBatch(int Task, long[] Indices);
