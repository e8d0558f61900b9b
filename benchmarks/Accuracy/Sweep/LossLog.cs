using System.Collections.Immutable;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>Keeps the losses of a run for its record and passes the steps on to whoever watches.</summary>
internal sealed class LossLog(string label, ISweepView view) : IProgress<StepProgress>
{
    private readonly Dictionary<string, List<double>> losses = [];

    public ImmutableArray<LossCurve> Curves => [.. losses.Select(stage => LossCurve.Thinned(stage.Key, stage.Value))];

    public void Report(StepProgress value)
    {
        if (!losses.TryGetValue(value.Stage, out var stage)) losses[value.Stage] = stage = [];
        stage.Add(value.Loss);
        view.Step(label, value);
    }
}
