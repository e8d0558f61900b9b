namespace SurgeryBench.Reporting.Tables;

/// <summary>What the list of methods says of a method besides what was measured.</summary>
/// <param name="Name">The method's id.</param>
/// <param name="Paper">Where it comes from.</param>
/// <param name="Formula">The method in one line.</param>
/// <param name="Data">What it looks at besides weights.</param>
/// <param name="Settings">Its default settings as one JSON object.</param>
/// <param name="Golden">The golden numbers it is checked against; null if its tests solve it by another route.</param>
public sealed record MethodCard(string Name, string Paper, string Formula, string Data, string Settings, string? Golden);
