using System.Collections.Immutable;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Everything measured of one suite, backbone and family.</summary>
/// <param name="Group">Suite, backbone and family.</param>
/// <param name="Runs">The runs that the tables show.</param>
/// <param name="Sweeps">The runs of each analysis, by its name: rows with settings changed.</param>
/// <param name="Probes">What analyses measured of rows that no run's record holds.</param>
internal sealed record AnalysisRecords(RunGroup Group, ImmutableArray<RunRecord> Runs, ImmutableDictionary<string, ImmutableArray<RunRecord>> Sweeps, ImmutableArray<ProbeRecord> Probes)
{
    /// <summary>Reads all there is.</summary>
    /// <param name="results">The results folder.</param>
    /// <returns>One entry a group.</returns>
    /// <exception cref="Core.BadInputException">A record is damaged or out of place.</exception>
    public static ImmutableArray<AnalysisRecords> Read(string results)
    {
        var runs = new RunStore(results).All().Where(run => !run.Key.IsInductive).ToLookup(run => run.Key.Group);
        var sweeps = AnalysisCatalog.All.SelectMany(analysis => new RunStore(AnalysisFolder.RunsOf(results, analysis.Name)).All().Select(run => (analysis.Name, Run: run)))
            .ToLookup(sweep => sweep.Run.Key.Group);
        var probes = new ProbeStore(AnalysisFolder.Of(results)).All().ToLookup(probe => probe.Key.Row.Group);
        var groups = runs.Select(group => group.Key).Concat(sweeps.Select(group => group.Key)).Concat(probes.Select(group => group.Key)).Distinct();
        return [.. groups.Select(group => new AnalysisRecords(group, [.. runs[group]], ByName(sweeps[group]), [.. probes[group]]))];
    }

    private static ImmutableDictionary<string, ImmutableArray<RunRecord>> ByName(IEnumerable<(string Name, RunRecord Run)> sweeps) =>
        sweeps.GroupBy(sweep => sweep.Name, sweep => sweep.Run).ToImmutableDictionary(group => group.Key, group => group.ToImmutableArray());
}
