using Spectre.Console;

namespace SurgeryBench.Accuracy.Views;

/// <summary>Chooses how a sweep shows itself: bars for a person, lines for a log.</summary>
internal static class SweepViews
{
    public static T Show<T>(bool quiet, int runs, Func<ISweepView, T> work)
    {
        if (quiet) return work(new QuietView());
        return AnsiConsole.Profile.Capabilities.Ansi && !Console.IsOutputRedirected ? LiveView.Show(runs, work) : work(new PlainView());
    }
}
