using System.Runtime.InteropServices;

namespace SurgeryBench.Core.Training;

/// <summary>
/// Keeps the native heap of a training loop flat. Small finalisable native objects pin holes in the C heap until a collection that a
/// loop with little managed garbage never triggers; so every few steps it runs a young collection and gives free pages back.
/// </summary>
/// <param name="every">Steps between two cleanings; above 0.</param>
public sealed class StepHousekeeper(int every = 50)
{
    private int steps;

    /// <summary>Counts a step and cleans when it is time.</summary>
    public void AfterStep()
    {
        if (++steps % every != 0) return;
        GC.Collect(0);
        if (OperatingSystem.IsLinux()) _ = TrimHeap(0);
    }

    [DllImport("libc", EntryPoint = "malloc_trim")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int TrimHeap(nuint keep);
}
