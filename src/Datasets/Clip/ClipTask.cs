using System.Collections.Immutable;

namespace SurgeryBench.Datasets.Clip;

/// <summary>One of the paper's data sets as the Hugging Face hub holds it.</summary>
/// <param name="Info">Its name in our tables and its classes; class i is the hub's label i.</param>
/// <param name="HubId">The hub's data set repository, e.g. <c>tanganke/sun397</c>.</param>
/// <param name="TestImages">How many test images it has there.</param>
/// <param name="Templates">CLIP's prompts for it; <c>{}</c> stands for the class name.</param>
public sealed record ClipTask(TaskInfo Info, string HubId, int TestImages, ImmutableArray<string> Templates)
{
    /// <summary>The folder of the repository that the shards lie under; empty, the default, means all of it.</summary>
    public string Folder { get; init; } = "";

    /// <summary>The pattern of a split's shards within the repository, e.g. <c>**/test-*.parquet</c>.</summary>
    /// <param name="split"><c>train</c> or <c>test</c>.</param>
    public string ShardPattern(string split) => $"{(Folder.Length == 0 ? "**" : Folder)}/{split}-*.parquet";
}
