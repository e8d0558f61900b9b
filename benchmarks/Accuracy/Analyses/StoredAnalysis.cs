using System.Collections.Immutable;
using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Reporting.Analyses;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>An analysis of what the tables show already: it runs nothing.</summary>
internal abstract record StoredAnalysis : IAnalysis
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public IAnalysisRun Open(Selection selection) => new Nothing();

    /// <inheritdoc/>
    public abstract IEnumerable<AnalysisPoint> Points(AnalysisRecords records);

    /// <inheritdoc/>
    public abstract Chart? Draw(ImmutableArray<AnalysisRow> rows, string subject);

    private sealed class Nothing : IAnalysisRun
    {
        public int Total => 0;

        public int Absent => 0;

        public IReadOnlyList<RunFailure> Run(ISweepView view, CancellationToken cancellation) => [];

        public void Dispose() { }
    }
}
