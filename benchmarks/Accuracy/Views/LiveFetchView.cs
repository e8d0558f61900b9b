using System.Collections.Concurrent;
using Spectre.Console;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Accuracy.Views;

/// <summary>Progress bars with speed and time left: one for everything, one for each file that arrives.</summary>
internal sealed class LiveFetchView : IProgress<HubProgress>
{
    private readonly ProgressContext context;
    private readonly ProgressTask whole;
    private readonly FetchTally tally;
    private readonly ConcurrentDictionary<(HubRepository Repository, string Path), Lazy<ProgressTask>> bars = new();

    private LiveFetchView(ProgressContext context, HubPlan plan) =>
        (this.context, tally, whole) = (context, new FetchTally(plan), context.AddTask("everything", maxValue: Math.Max(1, plan.MissingBytes)));

    /// <summary>Shows bars while some work runs.</summary>
    public static Task<T> ShowAsync<T>(HubPlan plan, Func<IProgress<HubProgress>, Task<T>> work) => AnsiConsole.Progress()
        .HideCompleted(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn())
        .StartAsync(context => work(new LiveFetchView(context, plan)));

    public void Report(HubProgress value)
    {
        var label = $"{value.Repository}/{value.Path}";
        var bar = bars.GetOrAdd((value.Repository, value.Path), _ => new Lazy<ProgressTask>(() => context.AddTask(Markup.Escape(label), maxValue: Math.Max(1, value.Size)))).Value;
        bar.Value = value.Stage == HubStage.Done ? bar.MaxValue : value.Bytes;
        bar.Description = Markup.Escape(value.Stage == HubStage.Waiting ? $"{label} (another process fetches it)" : label);
        if (value.Stage == HubStage.Failed) bar.StopTask();
        whole.Value = tally.Add(value);
    }
}
