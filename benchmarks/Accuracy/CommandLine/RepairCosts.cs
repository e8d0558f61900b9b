using SurgeryBench.Methods;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Models;
using SurgeryBench.Reporting.Paper;
using SurgeryBench.Results.Published;

namespace SurgeryBench.Accuracy.CommandLine;

/// <summary>What the catalogue's low-rank repairs cost on the papers' backbones.</summary>
internal static class RepairCosts
{
    /// <summary>The rank of the first Surgery paper.</summary>
    private const int FirstRank = 16;

    /// <summary>A line a backbone and repair with its default rank, and one more for Surgery at the first paper's.</summary>
    public static IReadOnlyList<ParameterCost> All() =>
    [
        .. from backbone in PublishedFamily.Backbones.Select(BackboneCatalog.Find)
           from repair in RepairCatalog.All.OfType<SurgeryRepair>().Prepend(new RepresentationSurgery { Rank = FirstRank })
           let size = repair.SizeOn(backbone)
           select new ParameterCost(backbone.Name, repair.Name, size.Rank, size.Modules, size.ParametersPerTask, backbone.Shape.ParameterCount),
    ];
}
