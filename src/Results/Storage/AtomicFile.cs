namespace SurgeryBench.Results.Storage;

/// <summary>Files that are whole or absent: written beside their place, flushed to disk and renamed into it.</summary>
/// <remarks>A writer that is killed leaves a <c>*.tmp</c> file and nothing else.</remarks>
public static class AtomicFile
{
    /// <summary>The ending of files in the making.</summary>
    public const string TemporaryEnding = ".tmp";

    /// <summary>Writes a file, in place of one that may exist.</summary>
    /// <param name="path">Where to; missing folders are made.</param>
    /// <param name="content">All bytes of the file.</param>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = WriteBeside(path, content);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Writes a file unless one exists; of several writers at once, one succeeds.</summary>
    /// <param name="path">Where to; missing folders are made.</param>
    /// <param name="content">All bytes of the file.</param>
    /// <returns>Whether this call made the file.</returns>
    public static bool Create(string path, ReadOnlySpan<byte> content)
    {
        var temporary = WriteBeside(path, content);
        try
        {
            return TryName(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    // On Unix, File.Move looks whether the name is free and then renames, so that two writers can both succeed.
    private static bool TryName(string temporary, string path)
    {
        if (!OperatingSystem.IsWindows() && HardLink.TryCreate(temporary, path)) return true;
        if (File.Exists(path)) return false;
        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    private static string WriteBeside(string path, ReadOnlySpan<byte> content)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        var temporary = $"{path}.{Guid.NewGuid():n}{TemporaryEnding}";
        using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
        return temporary;
    }
}
