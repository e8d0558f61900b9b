namespace SurgeryBench.Datasets.Pixels;

/// <summary>How far the decoding of a split has come.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Split"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="Done">Images decoded so far.</param>
/// <param name="Total">Images of the split.</param>
public sealed record DecodeProgress(string Task, string Split, int Done, int Total);
