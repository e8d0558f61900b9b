using System.Collections.Immutable;

namespace SurgeryBench.Core;

/// <summary>What a method or repair that declared a need for data is handed for one task, and nothing more.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Images">The images of the declared split.</param>
/// <param name="Labels">Class of each image, only for the labelled uses; otherwise empty.</param>
public sealed record TaskImages(string Task, IImageSet Images, ImmutableArray<int> Labels)
{
    /// <summary>What the labels mean, a name a class, only for the labelled uses; otherwise empty. Tasks with the same names in the same order share their classes.</summary>
    public ImmutableArray<string> Classes { get; init; } = [];
}
