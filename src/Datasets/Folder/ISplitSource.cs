namespace SurgeryBench.Datasets.Folder;

/// <summary>Where the images of a split lie.</summary>
internal interface ISplitSource
{
    /// <summary>The zip or folder, for messages.</summary>
    string Path { get; }

    /// <summary>All files that are not hidden, labels still unknown (0), by name.</summary>
    IReadOnlyList<ImageEntry> List();

    /// <summary>A reader for one thread.</summary>
    IEntryReader Open();
}
