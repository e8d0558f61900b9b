using System.Collections.Immutable;

namespace SurgeryBench.Results.Selection;

/// <summary>
/// What was chosen for a method on validation images, and what choice and default then reached on test images, which no rule ever sees.
/// </summary>
public sealed record SelectionRecord
{
    /// <summary>The run with the default settings that the choice stands beside; without repair.</summary>
    public required RunKey Key { get; init; }

    /// <summary>Name of the rule that chose.</summary>
    public required string Rule { get; init; }

    /// <summary>Every choice with its validation scores; the default settings among them.</summary>
    public required ImmutableArray<ScoredSettings> Candidates { get; init; }

    /// <summary>The chosen settings with their test scores.</summary>
    public required ScoredSettings Selected { get; init; }

    /// <summary>The default settings with their test scores.</summary>
    public required ScoredSettings Default { get; init; }

    /// <summary>The method's place in the catalogue, from 0: tables follow it.</summary>
    public required int MethodOrder { get; init; }

    /// <summary>Where the record comes from.</summary>
    public required Provenance Provenance { get; init; }

    /// <summary>The validation scores of settings; null if they were no candidate.</summary>
    public ScoredSettings? Validation(string settings) => Candidates.FirstOrDefault(candidate => candidate.Settings == settings);

    /// <summary>What no single property can check.</summary>
    internal string? Fault() => this switch
    {
        { Candidates.IsDefaultOrEmpty: true } => "it holds no candidates.",
        _ when Candidates.Any(candidate => candidate is null) => "a list holds null.",
        _ when Validation(Selected.Settings) is null || Validation(Default.Settings) is null => "the chosen or the default settings are no candidate.",
        _ when !Key.HasMethodSettings(Default.Settings) => "its key has other settings than its default.",
        _ => null,
    };
}
