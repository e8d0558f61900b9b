using System.Runtime.InteropServices;

namespace SurgeryBench.Core.Native;

/// <summary>
/// The C heap that tensors live on. A training step frees and asks for the same tensors again; by default glibc hands their pages back to the
/// system and takes them anew, zeroed one fault at a time, which on virtual machines took up to half of a step. So they are kept until
/// someone wants them returned.
/// </summary>
internal static class NativeHeap
{
    // From glibc's malloc.h.
    private const int TrimThreshold = -1, TopPad = -2, MapThreshold = -3;

    // The most glibc takes: larger tensors, few and long-lived, are still mapped one by one and go when they are freed.
    private const int LargestOnHeap = 32 << 20;

    // As large as the heaps of further threads, which therefore are never given up; untouched pages cost nothing.
    private const int Reserve = 64 << 20;

    private const int KeptAtTop = 256 << 20;

    /// <summary>Gives free pages back to the system.</summary>
    public static void Return()
    {
        if (OperatingSystem.IsLinux()) _ = Trim(0);
    }

    /// <summary>Keeps what is freed from here on.</summary>
    public static void Keep()
    {
        if (!OperatingSystem.IsLinux()) return;
        _ = SetOption(MapThreshold, LargestOnHeap);
        _ = SetOption(TrimThreshold, KeptAtTop);
        _ = SetOption(TopPad, Reserve);
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Trim(nuint keep);

    [DllImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetOption(int option, int value);
}
