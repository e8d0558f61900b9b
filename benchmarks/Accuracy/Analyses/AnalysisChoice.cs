using System.Collections.Immutable;
using SurgeryBench.Accuracy.CommandLine;
using SurgeryBench.Accuracy.Sweep;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>The analyses that a command line names, with their settings.</summary>
internal static class AnalysisChoice
{
    private const string Everything = "all";

    /// <summary>Checks every name and applies the settings that are of analyses.</summary>
    /// <param name="names">Names with commas between, or all.</param>
    /// <param name="selection">The rest of the command line.</param>
    /// <returns>The analyses in catalogue order, and the selection with the settings that are left.</returns>
    /// <exception cref="UsageException">Names or settings that do not exist; one line each.</exception>
    public static (ImmutableArray<IAnalysis> Analyses, Selection Others) Of(string names, Selection selection)
    {
        string[] named = names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var known = AnalysisCatalog.All.Select(analysis => analysis.Name).ToList();
        string[] faults = [.. named.Where(name => name != Everything && !known.Contains(name)).Select(name => $"There is no analysis '{name}'; there are {string.Join(", ", known)}.")];
        if (faults.Length > 0) throw new UsageException(string.Join(Environment.NewLine, faults));
        var chosen = AnalysisCatalog.All.Where(analysis => named.Contains(Everything) || named.Contains(analysis.Name)).ToList();
        if (chosen.Count == 0) throw new UsageException("No analysis is named.");

        var own = selection.Settings.Where(text => chosen.Exists(analysis => text.StartsWith($"{analysis.Name}.", StringComparison.Ordinal))).ToImmutableArray();
        List<string> wrong = [];
        var changes = SettingChange.ParseAll(own, [.. chosen.Select(analysis => analysis.Name)], wrong);
        if (wrong.Count > 0) throw new UsageException(string.Join(Environment.NewLine, wrong));
        return ([.. chosen.Select(analysis => changes.Apply(analysis, analysis.Name))], selection with { Settings = [.. selection.Settings.Except(own)] });
    }
}
