namespace SurgeryBench.Accuracy.Sweep;

/// <summary>A run that did not finish.</summary>
internal sealed record RunFailure(string Label, Exception Error);
