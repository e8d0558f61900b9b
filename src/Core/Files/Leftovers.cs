namespace SurgeryBench.Core.Files;

/// <summary>Drafts of writers that were killed.</summary>
public static class Leftovers
{
    /// <summary>Deletes those under some folders. Drafts that are still being written, by whatever process, stay.</summary>
    /// <param name="folders">Folders, which need not exist.</param>
    /// <returns>How many files were deleted.</returns>
    public static int Delete(params IEnumerable<string> folders) => folders.Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*" + DraftFile.Ending, SearchOption.AllDirectories)).Count(TryDelete);

    /// <summary>
    /// Deletes a file of this process that counts for nothing, if it can be deleted. Where it cannot, because its disk has become read-only,
    /// what made that known is the fault to tell of, and the file goes with the leftovers.
    /// </summary>
    /// <param name="path">The file.</param>
    public static void Drop(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It is a leftover now.
        }
    }

    private static bool TryDelete(string path)
    {
        try
        {
            new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Its writer lives, has just ended it, or is somebody else whose files are not ours to delete.
            return false;
        }
    }
}
