namespace SurgeryBench.Core;

/// <summary>An encoder fine-tuned from the base for one task, with that task's frozen head.</summary>
/// <param name="Task">The task's name, unique in its suite.</param>
/// <param name="Weights">θt of the papers; same names, shapes and types as the base.</param>
/// <param name="Head">The classifier the expert was fine-tuned under; merged models are scored with the same one.</param>
public sealed record Expert(string Task, Weights Weights, Head Head);
