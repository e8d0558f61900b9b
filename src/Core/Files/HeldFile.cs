namespace SurgeryBench.Core.Files;

/// <summary>Files that one process at a time has open. The operating system frees them when the holder ends, however it ends.</summary>
public static class HeldFile
{
    // EAGAIN on Linux and on macOS, and Windows' ERROR_SHARING_VIOLATION: anything else is no sign of a holder, and waiting would not end.
    private static readonly int[] HeldCodes = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Opens a file, made if absent, unless somebody has it.</summary>
    /// <param name="path">The file; missing folders are made.</param>
    /// <returns>To be disposed; null if somebody has it.</returns>
    /// <exception cref="UnwritableException">It can be neither made nor opened.</exception>
    public static FileStream? TryOpen(string path) => UnwritableException.Guard(path, () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (HeldCodes.Contains(fault.HResult))
        {
            return null;
        }
    });
}
