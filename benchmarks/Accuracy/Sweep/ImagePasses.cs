using SurgeryBench.Core;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>How much there is to compute, counted in passes of one image through the encoder; one with gradients counts as three.</summary>
internal static class ImagePasses
{
    private const int WithGradients = 3;

    /// <summary>Passes of a merge.</summary>
    /// <param name="method">What merges.</param>
    /// <param name="tasks">Tasks merged.</param>
    public static long OfMerge(IMergeMethod method, int tasks) => WithGradients * method.TrainingImages(tasks);

    /// <summary>Passes of what comes after a merge: a repair, which at least embeds the images, and the evaluation.</summary>
    /// <param name="repair">The repair; null for none.</param>
    /// <param name="tasks">Tasks merged.</param>
    /// <param name="tests">Test images of all tasks together.</param>
    public static long OfRow(IRepair? repair, int tasks, long tests) =>
        tests + (repair is null ? 0 : Math.Max(tests, WithGradients * repair.TrainingImages(tasks)));
}
