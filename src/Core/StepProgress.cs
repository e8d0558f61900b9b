namespace SurgeryBench.Core;

/// <summary>One finished training step.</summary>
/// <param name="Stage">What is being trained, e.g. <c>surgery-v2</c>.</param>
/// <param name="Step">Finished steps, from 1.</param>
/// <param name="Total">Steps in all.</param>
/// <param name="Loss">The loss before the step; NaN if there is none.</param>
public readonly record struct StepProgress(string Stage, int Step, int Total, double Loss);
