using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;

namespace SurgeryBench.Methods;

/// <summary>The table of contents of the results: every merging method, with its default settings, in the order of the tables.</summary>
public static class MethodCatalog
{
    /// <summary>All methods.</summary>
    public static ImmutableArray<IMergeMethod> All { get; } =
    [
        new Pretrained(),
        new Individual(),
        new MultiTask(),
        new Ensemble(),
        new RobustMixtureHeads(),
        new WeightAveraging(),
        new TaskArithmetic(),
        new Ties(),
        Ties.AsPublished,
        new AdaMerging { Sharing = CoefficientSharing.TaskWise },
        new AdaMerging { Sharing = CoefficientSharing.TaskWise, PlusPlus = true },
        new AdaMerging(),
        new AdaMerging { PlusPlus = true },
        new MagMax(),
        new Dare(),
        new Dare { Rule = DareRule.TaskArithmetic },
        new Dare { Rule = DareRule.Ties },
        new Breadcrumbs(),
        new Pcb(),
        Pcb.Vision,
        new ConsensusMask(),
        new Lines(),
        new Lines { Rule = LinesRule.TiesMean },
        new TallMasks(),
        new Emr(),
        new Emr { Rescaling = EmrRescaling.Global },
        new ModelGlue(),
        new Tact { Correct = false },
        new Tact { Align = false },
        new Tact(),
        new ConcreteTaskArithmetic(),
        new ConcreteAdaMerging(),
        new WeightEnsembling(),
        new WeightEnsembling { Efficient = true },
        new SyMerge(),
        new TsvM(),
        new IsoC(),
        new IsoCts(),
        new Wudi(),
        new Swudi(),
        new Aswudi(),
        new Doge(),
        new SingularValueCalibration(),
        new TsvC(),
        new Smile(),
        new Slerp(),
        new MultiSlerp(),
        new Karcher(),
        new ModelStock(),
        new Della(),
        new BitDelta(),
        new Twin(),
        new Fisher(),
        new Fisher { PerSample = true },
        new RegMean(),
        new RegMean { PlusPlus = true },
        new LayerwiseOptimal(),
        new BayesianMerging(),
        new TrustRegion(),
        new TrustRegion { ZeroShot = true },
    ];
}
