using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Views;

/// <summary>Says nothing but failures.</summary>
internal sealed class QuietView : ISweepView
{
    public void Step(string label, StepProgress step) { }

    public void Trained(string label) { }

    public void Finished(string label, RunRecord record) { }

    public void Measured(string label) { }

    public void DoneElsewhere(string label) { }

    public void Waiting(int runs) { }

    public void Failed(string label, Exception error) => Console.Error.WriteLine($"failed: {label}: {error.Message}");
}
