using SurgeryBench.Core.Files;

namespace SurgeryBench.Datasets.Hub.Store;

/// <summary>Sees to it that one process at a time writes a blob. The lock ends with the process, and is the same that other hub libraries take.</summary>
internal static class BlobLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Takes the lock.</summary>
    /// <param name="path">Its file, made if absent and left behind.</param>
    /// <param name="waiting">Called whenever it is found held.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Dispose it to release the lock.</returns>
    internal static async Task<IDisposable> TakeAsync(string path, Action waiting, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            if (HeldFile.TryOpen(path) is { } held)
            {
                // Its last holder may have deleted the file in between: then a newcomer would lock another one.
                if (File.Exists(path)) return held;
                await held.DisposeAsync();
                continue;
            }
            waiting();
            await Task.Delay(Pause, cancellation);
        }
    }
}
