using System.Collections.Immutable;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Core;
using SurgeryBench.Reporting.Analyses;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>
/// A question put to the rows of a selection: what it runs, and what its table and figure are made of. Implementations are sealed records whose
/// fields are their settings. What it shows is a function of records alone, whatever its settings are now.
/// </summary>
internal interface IAnalysis
{
    /// <summary>What its files are called, kebab-case, e.g. <c>rank</c>.</summary>
    string Name { get; }

    /// <summary>What it shows, in one line.</summary>
    string Description { get; }

    /// <summary>Checks a selection and says what there is to run for it; runs nothing yet.</summary>
    /// <returns>Owned by the caller.</returns>
    /// <exception cref="BadInputException">The suite's images or models are not what they should be.</exception>
    IAnalysisRun Open(Selection selection);

    /// <summary>The lines of its CSV file; empty if the records hold nothing of it.</summary>
    IEnumerable<AnalysisPoint> Points(AnalysisRecords records);

    /// <summary>Its figure; null if the rows do not suffice for one.</summary>
    /// <param name="rows">The points in rows.</param>
    /// <param name="subject">Suite and backbone, for the title.</param>
    Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject);
}
