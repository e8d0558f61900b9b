namespace SurgeryBench.Results.Selection;

/// <summary>One choice of settings as a selection rule sees it: there is no test score to look at.</summary>
/// <param name="Key">The run that would be reported.</param>
/// <param name="MeanValidation">Mean over tasks of the accuracy on validation images, 0 to 1.</param>
public sealed record Candidate(RunKey Key, double MeanValidation);
