namespace SurgeryBench.Core.Files;

/// <summary>
/// A file could not be written, because its disk is full or its place may not be written to. Nothing half written is left of it, and what
/// was there before still is.
/// </summary>
public sealed class UnwritableException : BadInputException
{
    // ENOSPC and EDQUOT, and Windows' ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
    private static readonly int[] FullCodes = [28, 122, unchecked((int)0x80070070), unchecked((int)0x80070027)];

    private const int ReadOnlyCode = 30;

    private UnwritableException(string message, bool isDiskFull, Exception inner) : base(message, inner) => IsDiskFull = isDiskFull;

    /// <summary>There is less room than is known to be needed.</summary>
    /// <param name="message">What needs how much, how much there is, and what to do, in one line.</param>
    public UnwritableException(string message) : base(message) => IsDiskFull = true;

    /// <summary>Whether there is no room for another byte: no other file can be written there either.</summary>
    public bool IsDiskFull { get; }

    /// <summary>Writes, and names the file if that fails.</summary>
    /// <param name="path">What is written.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="UnwritableException">It cannot be written.</exception>
    public static void Guard(string path, Action write) => Guard(path, () =>
    {
        write();
        return true;
    });

    /// <inheritdoc cref="Guard(string, Action)"/>
    /// <returns>What was returned.</returns>
    public static T Guard<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            throw Of(path, fault);
        }
    }

    /// <inheritdoc cref="Guard(string, Action)"/>
    public static async Task GuardAsync(string path, Func<Task> write)
    {
        try
        {
            await write();
        }
        catch (Exception fault) when (IsOfTheDisk(fault))
        {
            throw Of(path, fault);
        }
    }

    /// <summary>What a failure to write comes to, in one line.</summary>
    /// <param name="path">What was written.</param>
    /// <param name="fault">What the runtime threw.</param>
    public static UnwritableException Of(string path, Exception fault)
    {
        var isFull = FullCodes.Contains(fault.HResult) || IsBeyondALimit(fault);
        return new UnwritableException($"'{path}' cannot be written: {Why(path, fault, isFull)} {Advice(fault, isFull)}, then the same command goes on from here.", isFull, fault);
    }

    /// <summary>Whether a fault of writing is the disk's, rather than the writer's.</summary>
    public static bool IsOfTheDisk(Exception fault) => fault is IOException or UnauthorizedAccessException || IsBeyondALimit(fault);

    // EFBIG, for which the runtime has no exception of its own: a file system's largest file, or the process's (ulimit -f).
    private static bool IsBeyondALimit(Exception fault) => fault is ArgumentOutOfRangeException { ParamName: "value", TargetSite.DeclaringType.Namespace: "System.IO" or "System.IO.Strategies" };

    private static string Why(string path, Exception fault, bool isFull) => fault switch
    {
        _ when IsBeyondALimit(fault) => "no file may be as large there, or by 'ulimit -f'.",
        _ when isFull => "the disk is full.",
        _ when fault.HResult == ReadOnlyCode => "its file system is read-only.",
        _ when Directory.Exists(path) => "a folder is in its place.",
        _ when FileAbove(path) is { } file => $"'{file}' is a file where a folder is needed.",
        _ => OneLine.Of(fault.Message),
    };

    private static string Advice(Exception fault, bool isFull) => fault switch
    {
        _ when IsBeyondALimit(fault) => "Raise the limit or name another folder",
        _ when isFull => "Free some or name another folder",
        _ when fault.HResult == ReadOnlyCode => "Make it writable or name another folder",
        _ => "Mend that or name another folder",
    };

    private static string? FileAbove(string path)
    {
        var above = Path.GetDirectoryName(Path.GetFullPath(path));
        while (above is not null && !Path.Exists(above)) above = Path.GetDirectoryName(above);
        return File.Exists(above) ? above : null;
    }
}
