namespace SurgeryBench.Results.Selection;

/// <summary>Chooses settings. Tables name the rule that chose theirs.</summary>
public interface ISelectionRule
{
    /// <summary>How tables call the rule, kebab-case.</summary>
    string Name { get; }

    /// <summary>Chooses one of at least one candidate.</summary>
    Candidate Choose(IReadOnlyList<Candidate> candidates);
}
