using System.Text;
using SurgeryBench.Core.Files;
using SurgeryBench.Reporting.Figures;

namespace SurgeryBench.Reporting.Analyses;

/// <summary>The files of an analysis: its points as CSV, its chart as PNG and SVG.</summary>
public static class AnalysisFiles
{
    /// <summary>Writes all three.</summary>
    /// <param name="analysis">The analysis' name.</param>
    /// <param name="points">What it measured.</param>
    /// <param name="chart">What it shows; null if the points do not suffice for a figure.</param>
    /// <param name="stem">The files' path without ending.</param>
    /// <returns>The files written.</returns>
    public static IReadOnlyList<string> Write(string analysis, IEnumerable<AnalysisPoint> points, Chart? chart, string stem)
    {
        var csv = $"{stem}.csv";
        AtomicFile.Replace(csv, Encoding.UTF8.GetBytes(AnalysisCsv.Text(analysis, points)));
        if (chart is null) return [csv];
        using var drawing = new ChartDrawing(chart);
        return [csv, .. FigureFiles.Write(drawing, stem)];
    }
}
