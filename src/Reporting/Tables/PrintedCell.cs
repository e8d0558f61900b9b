namespace SurgeryBench.Reporting.Tables;

/// <summary>A cell as text.</summary>
/// <param name="Text">The mean, or the sign for a missing cell.</param>
/// <param name="Spread">The spread over seeds, if it is shown.</param>
/// <param name="IsBest">Whether no merge in the column is better.</param>
internal sealed record PrintedCell(string Text, string? Spread, bool IsBest);
