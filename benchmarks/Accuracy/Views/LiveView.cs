using System.Collections.Concurrent;
using System.Globalization;
using Spectre.Console;
using SurgeryBench.Core;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Views;

/// <summary>Progress bars with time left: one for the whole sweep, one for everything that trains.</summary>
internal sealed class LiveView : ISweepView
{
    private readonly ProgressContext context;
    private readonly ProgressTask sweep;
    private readonly ConcurrentDictionary<string, Lazy<ProgressTask>> bars = new();

    private LiveView(ProgressContext context, int runs) => (this.context, sweep) = (context, context.AddTask("runs", maxValue: Math.Max(1, runs)));

    /// <summary>Shows bars while some work runs.</summary>
    /// <param name="runs">Runs the work will finish.</param>
    /// <param name="work">The work.</param>
    public static T Show<T>(int runs, Func<ISweepView, T> work) => AnsiConsole.Progress()
        .HideCompleted(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context => work(new LiveView(context, runs)));

    public void Step(string label, StepProgress step)
    {
        var bar = bars.GetOrAdd($"{label}: {step.Stage}", key => new Lazy<ProgressTask>(() => context.AddTask(Markup.Escape(label), maxValue: step.Total))).Value;
        bar.Value = step.Step;
    }

    public void Trained(string label) { }

    public void Finished(string label, RunRecord record)
    {
        sweep.Increment(1);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{label}: [bold]{record.AverageAccuracy:P1}[/] average accuracy");
    }

    public void Measured(string label) => sweep.Increment(1);

    public void DoneElsewhere(string label) => sweep.Increment(1);

    public void Waiting(int runs) => AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"waiting for {runs} runs that another process is at");

    public void Failed(string label, Exception error)
    {
        sweep.Increment(1);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[red]failed:[/] {label}: {error.Message}");
    }
}
