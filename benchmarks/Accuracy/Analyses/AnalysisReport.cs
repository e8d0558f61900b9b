using SurgeryBench.Reporting.Analyses;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Rebuilds the tables and figures of all analyses from the records. It reads records and nothing else.</summary>
internal static class AnalysisReport
{
    /// <summary>Writes <c>analyses/&lt;suite&gt;.&lt;backbone&gt;.&lt;analysis&gt;</c> for every analysis that has records.</summary>
    /// <param name="results">The results folder.</param>
    /// <returns>The files written.</returns>
    /// <exception cref="Core.BadInputException">A record is damaged or out of place, or some do not compare.</exception>
    public static IReadOnlyList<string> Write(string results) =>
        [.. from records in AnalysisRecords.Read(results) from analysis in AnalysisCatalog.All from file in Write(analysis, records, AnalysisFolder.Of(results)) select file];

    private static IReadOnlyList<string> Write(IAnalysis analysis, AnalysisRecords records, string folder)
    {
        AnalysisPoint[] points = [.. analysis.Points(records)];
        if (points.Length == 0) return [];
        var rows = AnalysisRow.Of(points);
        var chart = analysis.Draw(rows, $"{records.Group.Suite}, {records.Group.Backbone}");
        return AnalysisFiles.Write(analysis.Name, rows.SelectMany(row => row.Points), chart, Path.Combine(folder, $"{records.Group.Stem}.{analysis.Name}"));
    }
}
