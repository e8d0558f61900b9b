using System.Runtime;
using SurgeryBench.Core.Native;

namespace SurgeryBench.Core.Training;

/// <summary>
/// Lets garbage collections happen only while no thread is inside a native call. TorchSharp wraps every number handed to an operation in
/// an object whose finaliser frees it, and nothing keeps that object alive during the call: a collection started by another thread can
/// free a number that is still being read. So threads that work side by side hold a lease, and collections wait for the points between
/// steps at which all leases are laid down.
/// </summary>
public static class CollectionGate
{
    // Far more than the threads allocate between two collections; beyond it the runtime collects on its own.
    private const long Budget = 192L << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly ReaderWriterLockSlim Gate = new();

    /// <summary>Begins native work on this thread. Work under a lease may start threads of its own, which need none.</summary>
    /// <returns>Disposed on the same thread when the work ends.</returns>
    public static IDisposable Enter()
    {
        Release();
        Gate.EnterReadLock();
        return new Lease();
    }

    /// <summary>
    /// Between two steps: lays this thread's lease down, if it has one, until all others are down too, and frees what finalisers hold. Skipped
    /// where another thread does not come to such a point for long.
    /// </summary>
    /// <remarks>The caller holds no lock that another thread could wait for.</remarks>
    public static void Collect() => Between(FreeGarbage);

    /// <summary><see cref="Collect"/> where what was freed is not asked for again soon: free pages go back to the system.</summary>
    public static void Release() => Between(() =>
    {
        FreeGarbage();
        NativeHeap.Return();
    });

    /// <summary>Between two steps: lets a thread that waits to collect go first. Costs next to nothing where none waits.</summary>
    public static void Yield()
    {
        if (Gate.WaitingWriteCount == 0 || !Gate.IsReadLockHeld) return;
        Gate.ExitReadLock();
        Gate.EnterReadLock();
    }

    private static void Between(Action work)
    {
        var leased = Gate.IsReadLockHeld;
        if (leased) Gate.ExitReadLock();
        try
        {
            if (!Gate.TryEnterWriteLock(Patience)) return;
            try
            {
                work();
            }
            finally
            {
                Gate.ExitWriteLock();
            }
        }
        finally
        {
            if (leased) Gate.EnterReadLock();
        }
    }

    private static void FreeGarbage()
    {
        EndRegion();
        // The first generation too: what had a finaliser survives into it once.
        GC.Collect(1, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        GC.TryStartNoGCRegion(Budget);
    }

    private static void EndRegion()
    {
        try
        {
            if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) GC.EndNoGCRegion();
        }
        catch (InvalidOperationException)
        {
            // A thread without a lease used the budget up just now, which ended the region.
        }
    }

    private sealed class Lease : IDisposable
    {
        public void Dispose() => Gate.ExitReadLock();
    }
}
