using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;

namespace SurgeryBench.Accuracy.Analyses;

/// <summary>What analyses of calibration images share: repairs that are handed other images than the test images.</summary>
internal static class CalibrationImages
{
    /// <summary>Repairs on given images, the experts' answers to them as targets.</summary>
    /// <param name="repair">The repair.</param>
    /// <param name="subject">The merge to repair.</param>
    /// <param name="images">One entry an expert, borrowed.</param>
    /// <param name="progress">Told of training steps.</param>
    /// <returns>Owned by the caller.</returns>
    public static MergedModel Repair(IRepair repair, ProbeSubject subject, ImmutableArray<TaskImages> images, IProgress<StepProgress> progress)
    {
        using var targets = new ExpertTargets(subject.Bench.Backbone, subject.Experts, images);
        return repair.Repair(subject.Merged, subject.InputFor(repair, progress) with { Data = images, Targets = targets });
    }
}
