using System.Runtime.InteropServices;

namespace SurgeryBench.Core.Files;

/// <summary>A second name for a file, which is only given if it is free: the one atomic way to do that on every Unix.</summary>
internal static class HardLink
{
    /// <summary>Whether the file has the new name now. False says nothing of why: the name may be taken, or the file system knows no links.</summary>
    public static bool TryCreate(string file, string newName) => Link(file, newName) == 0;

    [DllImport("libc", EntryPoint = "link")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string file, [MarshalAs(UnmanagedType.LPUTF8Str)] string newName);
}
