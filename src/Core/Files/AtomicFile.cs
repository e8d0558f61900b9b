namespace SurgeryBench.Core.Files;

/// <summary>Small files that are whole or absent.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file, in place of one that may exist.</summary>
    /// <param name="path">Where to; missing folders are made.</param>
    /// <param name="content">All bytes of the file.</param>
    /// <exception cref="UnwritableException">It cannot be written.</exception>
    public static void Replace(string path, byte[] content) => DraftFile.Write(path, stream => stream.Write(content));

    /// <summary>Writes a file unless one exists; of several writers at once, one succeeds.</summary>
    /// <param name="path">Where to; missing folders are made.</param>
    /// <param name="content">All bytes of the file.</param>
    /// <returns>Whether this call made the file.</returns>
    /// <exception cref="UnwritableException">It cannot be written.</exception>
    public static bool Create(string path, byte[] content)
    {
        using var draft = new DraftFile(path);
        UnwritableException.Guard(path, () => draft.Stream.Write(content));
        return draft.Create();
    }
}
