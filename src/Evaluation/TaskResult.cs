using System.Collections.Immutable;

namespace SurgeryBench.Evaluation;

/// <summary>What a model did on one task's images.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Correct">Images whose first arg-max is their class.</param>
/// <param name="Total">Images in all.</param>
/// <param name="Bias">
/// Representation bias a level: mean over images and features of the absolute difference to the expert's representation; blocks first
/// (token means), then the un-normalised embedding; empty where it was not asked for.
/// </param>
public sealed record TaskResult(string Task, int Correct, int Total, ImmutableArray<double> Bias)
{
    /// <summary>
    /// What is left of the variance a level: over images, the variance of the model's representation, channels summed up, as a multiple of
    /// that of the expert's; levels as in <see cref="Bias"/>. Not finite where the expert's is 0.
    /// </summary>
    public ImmutableArray<double> Variance { get; init; } = [];
}
