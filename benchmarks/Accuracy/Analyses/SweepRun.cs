using SurgeryBench.Accuracy.Sweep;
using SurgeryBench.Accuracy.Views;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>An analysis made of ordinary runs.</summary>
/// <param name="plan">The runs, owned.</param>
internal sealed class SweepRun(SweepPlan plan) : IAnalysisRun
{
    public int Total => plan.Runs.Length;

    public int Absent => plan.Absent.Count();

    public IReadOnlyList<RunFailure> Run(ISweepView view, CancellationToken cancellation) => new SweepRunner(plan, view, cancellation).Run();

    public void Dispose() => plan.Dispose();
}
