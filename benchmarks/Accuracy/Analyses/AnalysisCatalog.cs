using System.Collections.Immutable;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>Every analysis, with its default settings, in the order in which they are listed.</summary>
internal static class AnalysisCatalog
{
    /// <summary>All analyses.</summary>
    public static ImmutableArray<IAnalysis> All { get; } =
    [
        new RankSweep(),
        new IterationsSweep(),
        new LossSweep(),
        new NumberOfImages(),
        new KindOfImages(),
        new Layers(),
        new Corruptions(),
        new PrincipalFeatures(),
        new NeighbourFeatures(),
        new UnseenTasks(),
        new GrowthInTasks(),
        new GrowthInWidth(),
        new RepairStorage(),
        new Pareto(),
    ];
}
