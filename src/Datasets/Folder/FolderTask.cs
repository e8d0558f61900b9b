namespace SurgeryBench.Datasets.Folder;

/// <summary>A task's folder with its three listed splits.</summary>
internal sealed record FolderTask(TaskInfo Info, SplitListing Train, SplitListing Validation, SplitListing Test)
{
    /// <summary>Lists the splits; reads no image.</summary>
    internal static FolderTask Open(LabelledFolder folder)
    {
        var (train, validation) = folder.List("train").Divide();
        return new FolderTask(folder.Info, train.Shuffled(), validation.Shuffled(), folder.List("test").Shuffled());
    }

    /// <summary>Everything that determines the images and labels, as text.</summary>
    internal IEnumerable<string> Lines() =>
        [$"task {Info.Name}", .. Info.Classes, "train", .. Train.Lines(), "validation", .. Validation.Lines(), "test", .. Test.Lines()];
}
