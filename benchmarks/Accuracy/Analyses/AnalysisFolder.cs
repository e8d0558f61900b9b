namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Where analyses keep their records and figures, so that the main tables do not show every setting that was tried.</summary>
internal static class AnalysisFolder
{
    private const string Name = "analyses";

    /// <summary>The folder inside a results folder.</summary>
    public static string Of(string results) => Path.Combine(results, Name);

    /// <summary>The results folder of an analysis' own runs: its figure shows these and no other's.</summary>
    public static string RunsOf(string results, string analysis) => Path.Combine(Of(results), analysis);
}
