using SurgeryBench.Core;

namespace SurgeryBench.Methods.Operations;

/// <summary>The images a method takes its statistics from.</summary>
internal static class CalibrationImages
{
    /// <summary>Draws distinct images of a task.</summary>
    /// <param name="input">Images and where randomness comes from.</param>
    /// <param name="task">The task's name.</param>
    /// <param name="count">How many; a smaller set gives all it has.</param>
    /// <returns>Their indices, in the order drawn.</returns>
    public static long[] Draw(MethodInput input, string task, int count) =>
        [.. input.Sampler.Draw(task, visit: 0, batches: 1, count, input.ImagesOf(task).Count).SelectMany(batch => batch)];
}
