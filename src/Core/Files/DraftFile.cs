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
    private const int NoCode = unchecked((int)0x80131620), NoRoom = 28;
    private readonly string place;

    /// <summary>Begins a file.</summary>
    /// <param name="place">The path it is to have; missing folders are made.</param>
    /// <param name="bytes">How large it will be, where that is known: a disk that has not the room says so at once.</param>
    /// <exception cref="UnwritableException">It cannot be made.</exception>
    public DraftFile(string place, long bytes = 0)
    {
        this.place = place;
        Stream = UnwritableException.Guard(place, () =>
        {
            if (Path.GetDirectoryName(place) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            return Open(place, bytes, Attempts);
        });
    }

    /// <summary>What is written. It holds nothing back: whatever was written is in the file, or did throw.</summary>
    public FileStream Stream { get; }

    /// <summary>Writes a whole file, in place of one that may be there.</summary>
    /// <param name="place">The path it is to have; missing folders are made.</param>
    /// <param name="write">Writes all of it.</param>
    /// <exception cref="UnwritableException">It cannot be written; nothing of it is left.</exception>
    public static void Write(string place, Action<FileStream> write)
    {
        using var draft = new DraftFile(place);
        UnwritableException.Guard(place, () => write(draft.Stream));
        draft.Replace();
    }

    /// <summary>Gives the file its name, in place of one that may have it.</summary>
    /// <exception cref="UnwritableException">It cannot be written.</exception>
    public void Replace() => UnwritableException.Guard(place, () =>
    {
        Stream.Flush(flushToDisk: true);
        File.Move(Stream.Name, place, overwrite: true);
    });

    /// <summary>Gives the file its name if that is free; of several writers at once, one succeeds.</summary>
    /// <returns>Whether it has the name.</returns>
    /// <exception cref="UnwritableException">It cannot be written.</exception>
    public bool Create() => UnwritableException.Guard(place, Link);

    /// <summary>Ends the draft; what was not given its name is gone.</summary>
    public void Dispose()
    {
        Leftovers.Drop(Stream.Name);
        Stream.Dispose();
    }

    private bool Link()
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

    // A file is made and then locked: between the two, somebody who clears up may take it for a leftover.
    private static FileStream Open(string place, long bytes, int attempts)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, PreallocationSize = bytes, BufferSize = 0 };
        var path = $"{Path.GetFullPath(place)}.{Guid.NewGuid():n}{Ending}";
        try
        {
            var stream = new FileStream(path, options);
            if (File.Exists(path)) return stream;
            stream.Dispose();
        }
        catch (IOException fault) when (bytes > 0 && fault.HResult == NoCode)
        {
            // The runtime gives no code where it found that there is not the room.
            throw new IOException(fault.Message, NoRoom);
        }
        catch (IOException) when (attempts > 1)
        {
            // Locked by somebody who clears up.
        }
        return Open(place, bytes, attempts - 1);
    }
}
