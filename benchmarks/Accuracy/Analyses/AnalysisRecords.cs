using System.Collections.Immutable;
using SurgeryBench.Results;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Everything measured of one suite, backbone and family.</summary>
/// <param name="Group">Suite, backbone and family.</param>
/// <param name="Runs">The runs that the tables show.</param>
/// <param name="Sweeps">The runs of analyses: rows with settings changed.</param>
internal sealed record AnalysisRecords(RunGroup Group, ImmutableArray<RunRecord> Runs, ImmutableArray<RunRecord> Sweeps)
{
    /// <summary>Reads all there is.</summary>
    /// <param name="results">The results folder.</param>
    /// <returns>One entry a group.</returns>
    /// <exception cref="Core.BadInputException">A record is damaged or out of place.</exception>
    public static ImmutableArray<AnalysisRecords> Read(string results)
    {
        var runs = new RunStore(results).All().ToLookup(run => run.Key.Group);
        var sweeps = new RunStore(AnalysisFolder.Of(results)).All().ToLookup(run => run.Key.Group);
        return [.. runs.Concat(sweeps).Select(group => group.Key).Distinct().Select(group => new AnalysisRecords(group, [.. runs[group]], [.. sweeps[group]]))];
    }
}
