namespace SurgeryBench.Core.Files;

/// <summary>
/// A file that is written beside its place, flushed to disk and given its name when it is whole. Its writer holds a lock on it until then, which
/// the operating system frees however the writer ends: a draft without a lock was left by a writer that was killed, see <see cref="Leftovers"/>.
/// </summary>
public sealed class DraftFile : IDisposable
{
    /// <summary>The ending of drafts.</summary>
    public const string Ending = ".draft";

    private const int Attempts = 3;
    private readonly string place;

    /// <summary>Begins a file.</summary>
    /// <param name="place">The path it is to have; missing folders are made.</param>
    /// <param name="bytes">How large it will be, where that is known: a disk that has not the room says so at once.</param>
    public DraftFile(string place, long bytes = 0)
    {
        this.place = place;
        if (Path.GetDirectoryName(place) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        Stream = Open(place, bytes, Attempts);
    }

    /// <summary>What is written.</summary>
    public FileStream Stream { get; }

    /// <summary>Gives the file its name, in place of one that may have it.</summary>
    public void Replace()
    {
        Stream.Flush(flushToDisk: true);
        File.Move(Stream.Name, place, overwrite: true);
    }

    /// <summary>Gives the file its name if that is free; of several writers at once, one succeeds.</summary>
    /// <returns>Whether it has the name.</returns>
    public bool Create()
    {
        Stream.Flush(flushToDisk: true);
        // On Unix, File.Move looks whether the name is free and then renames, so that two writers can both succeed.
        if (!OperatingSystem.IsWindows() && HardLink.TryCreate(Stream.Name, place)) return true;
        if (File.Exists(place)) return false;
        try
        {
            File.Move(Stream.Name, place, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(place))
        {
            return false;
        }
    }

    /// <summary>Ends the draft; what was not given its name is gone.</summary>
    public void Dispose()
    {
        File.Delete(Stream.Name);
        Stream.Dispose();
    }

    // A file is made and then locked: between the two, somebody who clears up may take it for a leftover.
    private static FileStream Open(string place, long bytes, int attempts)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, PreallocationSize = bytes };
        var path = $"{Path.GetFullPath(place)}.{Guid.NewGuid():n}{Ending}";
        try
        {
            var stream = new FileStream(path, options);
            if (File.Exists(path)) return stream;
            stream.Dispose();
        }
        catch (IOException) when (attempts > 1)
        {
            // Locked by somebody who clears up.
        }
        return Open(place, bytes, attempts - 1);
    }
}
