namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Where analyses keep their records and figures, so that the main tables do not show every setting that was tried.</summary>
internal static class AnalysisFolder
{
    private const string Name = "analyses";

    /// <summary>The folder inside a results folder.</summary>
    public static string Of(string results) => Path.Combine(results, Name);
}
