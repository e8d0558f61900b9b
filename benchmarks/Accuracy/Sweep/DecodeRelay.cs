using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core;
using SurgeryBench.Datasets.Pixels;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>Passes the decoding of images on to a view, which comes to life only after the suite.</summary>
internal sealed class DecodeRelay : IProgress<DecodeProgress>
{
    private volatile ISweepView? view;

    /// <summary>Shows what follows.</summary>
    public void ShowOn(ISweepView target) => view = target;

    public void Report(DecodeProgress value) =>
        view?.Step($"decoding {value.Task}, {value.Split}", new StepProgress("decode", value.Done, value.Total, double.NaN));
}
