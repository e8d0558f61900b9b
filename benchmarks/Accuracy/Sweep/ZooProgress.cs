using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>Passes the steps of a zoo's training on, a line a model.</summary>
internal sealed class ZooProgress(int seed, ISweepView view) : IProgress<StepProgress>
{
    public void Report(StepProgress value)
    {
        var label = $"training {value.Stage}, seed {seed}";
        view.Step(label, value);
        if (value.Step == value.Total) view.Trained(label);
    }
}
