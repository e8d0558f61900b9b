using System.Collections.Concurrent;
using SurgeryBench.Accuracy.Views;
using SurgeryBench.Core.Files;
using SurgeryBench.Core.Training;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>
/// The border of a run: whatever a method throws ends this run by name and lets the others finish; the program exits with status 4. What cannot
/// be written passes: no other run could keep its record either.
/// </summary>
internal static class RunBorder
{
    /// <summary>Does native work under a lease.</summary>
    /// <param name="label">Whose work it is.</param>
    /// <param name="work">The work; cancelling it ends more than this run.</param>
    /// <param name="failures">Gets what it threw.</param>
    /// <param name="view">Shown it.</param>
    public static void Guard(string label, Action work, ConcurrentBag<RunFailure> failures, ISweepView view)
    {
        try
        {
            using var lease = CollectionGate.Enter();
            work();
        }
        catch (Exception error) when (Cause.Of(error) is not (OperationCanceledException or UnwritableException))
        {
            failures.Add(new RunFailure(label, error));
            view.Failed(label, error);
        }
    }
}
