using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.LowRank;
using SurgeryBench.Methods.Rescaling;
using SurgeryBench.Methods.Surgery;

namespace SurgeryBench.Methods;

/// <summary>Every repair, with its default settings, in the order of the tables.</summary>
public static class RepairCatalog
{
    /// <summary>All repairs.</summary>
    public static ImmutableArray<IRepair> All { get; } =
    [
        new RepresentationSurgery(),
        new SurgeryV2(),
        new ProbabilisticSurgery(),
        new WideSurgery(),
        new Procrustes(),
        new React(),
        new Rescale(),
        new Magic(),
        new ClosedFormSurgery(),
        new AnchoredSurgery(),
        new SvdDelta(),
    ];
}
