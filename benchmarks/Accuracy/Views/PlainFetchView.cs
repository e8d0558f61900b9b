using System.Diagnostics;
using System.Globalization;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Accuracy.Views;

/// <summary>A line for each file that is there, for logs and pipes.</summary>
internal sealed class PlainFetchView(HubPlan plan) : IProgress<HubProgress>
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly FetchTally tally = new(plan);

    public void Report(HubProgress value)
    {
        var arrived = tally.Add(value);
        if (value.Stage != HubStage.Done) return;
        var share = plan.MissingBytes == 0 ? 1 : (double)arrived / plan.MissingBytes;
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{clock.Elapsed:hh\\:mm\\:ss}] {value.Repository}/{value.Path}: {ByteCount.Text(value.Size)}; {share:P0} of everything"));
    }
}
