using SurgeryBench.Core.Files;

namespace SurgeryBench.Experts;

/// <summary>Makes a folder one process's at a time. The operating system frees it when the holder ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly FileStream stream;

    private FolderLock(FileStream stream) => this.stream = stream;

    /// <summary>Waits until the folder is free.</summary>
    /// <param name="folder">The folder; made if absent.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="UnwritableException">The folder cannot be written to.</exception>
    public static FolderLock Wait(string folder, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (HeldFile.TryOpen(Path.Combine(folder, ".lock")) is { } held) return new FolderLock(held);
            cancellation.WaitHandle.WaitOne(Pause);
        }
    }

    public void Dispose() => stream.Dispose();
}
