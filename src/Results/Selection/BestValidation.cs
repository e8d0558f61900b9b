namespace SurgeryBench.Results.Selection;

/// <summary>The highest mean validation accuracy; of equals, the first.</summary>
public sealed record BestValidation : ISelectionRule
{
    /// <inheritdoc/>
    public string Name => "best-validation";

    /// <inheritdoc/>
    public Candidate Choose(IReadOnlyList<Candidate> candidates) =>
        candidates.MaxBy(candidate => candidate.MeanValidation) ?? throw new ArgumentException("There is nothing to choose from.", nameof(candidates));
}
