namespace SurgeryBench.Datasets.Hub.Store;

/// <summary>Gives a blob its place in a snapshot.</summary>
internal static class SnapshotLink
{
    /// <summary>Links, and where links cannot be made, moves a blob that is new or copies one that others may point to.</summary>
    /// <param name="blob">A whole blob.</param>
    /// <param name="pointer">Its path in the snapshot; what is there is replaced.</param>
    /// <param name="isNew">Whether no other snapshot has it.</param>
    /// <param name="link">Makes a link at its first argument that holds its second.</param>
    internal static void Place(string blob, string pointer, bool isNew, Action<string, string> link)
    {
        var folder = Path.GetDirectoryName(pointer)!;
        Directory.CreateDirectory(folder);
        File.Delete(pointer);
        try
        {
            link(pointer, Path.GetRelativePath(folder, blob));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            if (isNew) File.Move(blob, pointer);
            else WholeFile.Copy(blob, pointer);
        }
    }
}
