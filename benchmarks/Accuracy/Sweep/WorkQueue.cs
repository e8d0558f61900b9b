using SurgeryBench.Core.Files;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>
/// Chains of jobs on a fixed number of threads. What is begun is finished before anything else is begun, so that few results wait in
/// memory; chains go in their order, and of the jobs of one chain the longest first, so that none is left to run alone at the end. A job that
/// throws leaves the others alone, unless it could not write: then none is begun any more.
/// </summary>
internal sealed class WorkQueue(CancellationToken cancellation)
{
    private readonly PriorityQueue<Action, (bool Begins, int Chain, long Ease)> waiting = new();
    private readonly object gate = new();
    private int running;
    private bool cannotWrite;

    /// <summary>Adds the job that begins a chain; it may add others.</summary>
    /// <param name="chain">The place of the chain in the order.</param>
    /// <param name="job">The work.</param>
    public void Begin(int chain, Action job) => Add(job, (true, chain, 0));

    /// <summary>Adds a job to a chain that is begun.</summary>
    /// <param name="chain">The place of the chain in the order.</param>
    /// <param name="cost">How long the job takes, in any unit.</param>
    /// <param name="job">The work.</param>
    public void Continue(int chain, long cost, Action job) => Add(job, (false, chain, -cost));

    /// <summary>Does all jobs, and those that they add.</summary>
    /// <param name="threads">How many at a time.</param>
    public void Run(int threads)
    {
        var workers = Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        Task.WaitAll([.. workers]);
    }

    private void Work()
    {
        while (Take() is { } job)
        {
            try
            {
                job();
            }
            catch (Exception error) when (Cause.Of(error) is UnwritableException)
            {
                cannotWrite = true;
                throw;
            }
            finally
            {
                lock (gate)
                {
                    running--;
                    Monitor.PulseAll(gate);
                }
            }
        }
    }

    private Action? Take()
    {
        lock (gate)
        {
            // A job that runs may still add others.
            while (waiting.Count == 0 && running > 0 && !cannotWrite) Monitor.Wait(gate);
            cancellation.ThrowIfCancellationRequested();
            if (waiting.Count == 0 || cannotWrite) return null;
            running++;
            return waiting.Dequeue();
        }
    }

    private void Add(Action job, (bool Begins, int Chain, long Ease) order)
    {
        lock (gate)
        {
            waiting.Enqueue(job, order);
            Monitor.PulseAll(gate);
        }
    }
}
