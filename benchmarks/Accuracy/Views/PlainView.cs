using System.Diagnostics;
using System.Globalization;
using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Views;

/// <summary>A line for each finished thing, for logs and pipes.</summary>
internal sealed class PlainView : ISweepView
{
    private readonly Stopwatch clock = Stopwatch.StartNew();

    public void Step(string label, StepProgress step) { }

    public void Trained(string label) => Say(label);

    public void Finished(string label, RunRecord record) => Say(string.Create(
        CultureInfo.InvariantCulture, $"{label}: {record.AverageAccuracy:P1} average accuracy, {record.Phases.MergeAndRepair.TotalSeconds:F1} s"));

    public void Measured(string label) => Say(label);

    public void DoneElsewhere(string label) => Say($"{label}: done by another process");

    public void Waiting(int runs) => Say($"waiting for {runs} runs that another process is at");

    public void Failed(string label, Exception error) => Say($"failed: {label}: {error.Message}");

    private void Say(string text) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{clock.Elapsed:hh\\:mm\\:ss}] {text}"));
}
