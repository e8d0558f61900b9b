using Spectre.Console;
using SurgeryBench.Datasets.Hub;

namespace SurgeryBench.Accuracy.Views;

/// <summary>Chooses how a fetch shows itself: bars for a person, lines for a log.</summary>
internal static class FetchViews
{
    public static Task<T> ShowAsync<T>(bool quiet, HubPlan plan, Func<IProgress<HubProgress>?, Task<T>> work)
    {
        if (quiet || !plan.Absent.Any()) return work(null);
        return AnsiConsole.Profile.Capabilities.Ansi && !Console.IsOutputRedirected ? LiveFetchView.ShowAsync(plan, work) : work(new PlainFetchView(plan));
    }
}
