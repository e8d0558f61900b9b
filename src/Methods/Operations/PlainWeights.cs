using SurgeryBench.Core;

namespace SurgeryBench.Methods.Operations;

/// <summary>What repairs that work on weights ask of a merge.</summary>
internal static class PlainWeights
{
    /// <summary>The weights a merged model runs for a task; still owned by it.</summary>
    /// <param name="merged">The model.</param>
    /// <param name="task">The task's name.</param>
    /// <param name="repair">Who asks.</param>
    /// <exception cref="BadInputException">It has none.</exception>
    public static Weights Of(MergedModel merged, string task, string repair) =>
        merged.WeightsFor(task) ?? throw new BadInputException($"'{repair}' works on weights; this merge has no plain weights for task '{task}'.");
}
