using SurgeryBench.Core.Training;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// Adam over the modules of all tasks. Under shared semantics a task that was visited before has a gradient of zeros while others train
/// and moves on its momentum; that rest is owed until the task itself comes next, since nothing looks at its modules before.
/// </summary>
internal sealed class SurgeryOptimiser : IDisposable
{
    private readonly Adam adam;
    private readonly Tensor[][] zeros;
    private readonly bool[] visited;
    private readonly int[] owed;
    private readonly bool shared;

    public SurgeryOptimiser(Tensor[][] parameters, SurgerySchedule schedule)
    {
        adam = new Adam([.. parameters.SelectMany(task => task)]) { LearningRate = schedule.LearningRate };
        shared = schedule.Sharing == OptimiserSharing.Shared;
        zeros = [.. parameters.Select(task => task.Select(one => zeros_like(one, requires_grad: false).DetachFromDisposeScope()).ToArray())];
        visited = new bool[parameters.Length];
        owed = new int[parameters.Length];
    }

    /// <summary>Notes that other tasks make some steps now.</summary>
    public void Rest(int task, int steps)
    {
        if (shared && visited[task]) owed[task] += steps;
    }

    /// <summary>Makes the steps that some tasks still owe.</summary>
    public void Settle(IReadOnlyCollection<int> tasks)
    {
        while (tasks.Any(task => owed[task] > 0))
        {
            int[] resting = [.. tasks.Where(task => owed[task] > 0)];
            adam.Step(Gradients(resting, task => zeros[task]));
            foreach (var task in resting) owed[task]--;
        }
    }

    /// <summary>Makes the steps that any task still owes.</summary>
    public void Settle() => Settle([.. Enumerable.Range(0, owed.Length)]);

    /// <summary>One step of some tasks that owe nothing.</summary>
    /// <param name="tasks">Their positions, ascending.</param>
    /// <param name="gradients">Of all their parameters, task after task, borrowed.</param>
    public void Step(IReadOnlyList<int> tasks, IReadOnlyList<Tensor> gradients)
    {
        var rest = new Queue<Tensor>(gradients);
        adam.Step(Gradients(tasks, task => zeros[task].Select(_ => rest.Dequeue())));
        foreach (var task in tasks) visited[task] = true;
    }

    public void Dispose()
    {
        adam.Dispose();
        foreach (var zero in zeros.SelectMany(task => task)) zero.Dispose();
    }

    private Tensor?[] Gradients(IReadOnlyCollection<int> tasks, Func<int, IEnumerable<Tensor?>> of) =>
        [.. zeros.SelectMany((own, task) => tasks.Contains(task) ? of(task) : own.Select(_ => (Tensor?)null))];
}
