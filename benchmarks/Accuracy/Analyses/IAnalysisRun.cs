using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>What an analysis has to run for a selection.</summary>
internal interface IAnalysisRun : IDisposable
{
    /// <summary>How many records it needs.</summary>
    int Total { get; }

    /// <summary>How many of them are not there yet.</summary>
    int Absent { get; }

    /// <summary>Makes what is absent.</summary>
    /// <returns>What failed; all others have their records.</returns>
    IReadOnlyList<RunFailure> Run(ISweepView view, CancellationToken cancellation);
}
