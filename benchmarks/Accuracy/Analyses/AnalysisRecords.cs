using System.Collections.Immutable;
using SurgeryBench.Results;
using SurgeryBench.Results.Probes;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Everything measured of one suite, backbone and family.</summary>
/// <param name="Group">Suite, backbone and family.</param>
/// <param name="Runs">The runs that the tables show.</param>
/// <param name="Sweeps">The runs of analyses: rows with settings changed.</param>
/// <param name="Probes">What analyses measured of rows that no run's record holds.</param>
internal sealed record AnalysisRecords(RunGroup Group, ImmutableArray<RunRecord> Runs, ImmutableArray<RunRecord> Sweeps, ImmutableArray<ProbeRecord> Probes)
{
    /// <summary>Reads all there is.</summary>
    /// <param name="results">The results folder.</param>
    /// <returns>One entry a group.</returns>
    /// <exception cref="Core.BadInputException">A record is damaged or out of place.</exception>
    public static ImmutableArray<AnalysisRecords> Read(string results)
    {
        var runs = new RunStore(results).All().ToLookup(run => run.Key.Group);
        var sweeps = new RunStore(AnalysisFolder.Of(results)).All().ToLookup(run => run.Key.Group);
        var probes = new ProbeStore(AnalysisFolder.Of(results)).All().ToLookup(probe => probe.Key.Row.Group);
        var groups = runs.Concat(sweeps).Select(group => group.Key).Concat(probes.Select(group => group.Key)).Distinct();
        return [.. groups.Select(group => new AnalysisRecords(group, [.. runs[group]], [.. sweeps[group]], [.. probes[group]]))];
    }
}
