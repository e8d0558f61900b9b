using SurgeryBench.Core.Training;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// Adam over the modules of all tasks. Under shared semantics a task that was visited before has a gradient of zeros while others train
/// and moves on its momentum; that rest is owed until the task itself comes next, since nothing looks at its modules before.
/// </summary>
internal sealed class SurgeryOptimiser : IDisposable
{
    private readonly ParameterVector[] vectors;
    private readonly Tensor[] zeros;
    private readonly Adam adam;
    private readonly bool[] visited;
    private readonly int[] owed;
    private readonly bool shared;

    public SurgeryOptimiser(Tensor[][] parameters, SurgerySchedule schedule)
    {
        vectors = [.. parameters.Select(task => new ParameterVector(task))];
        zeros = [.. vectors.Select(vector => zeros_like(vector.Values).DetachFromDisposeScope())];
        adam = new Adam([.. vectors.Select(vector => vector.Values)]) { LearningRate = schedule.LearningRate };
        shared = schedule.Sharing == OptimiserSharing.Shared;
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
        var each = gradients.Chunk(gradients.Count / tasks.Count).Zip(tasks).ToDictionary(pair => pair.Second, pair => ParameterVector.Gather(pair.First));
        adam.Step(Gradients(tasks, task => each[task]));
        foreach (var task in tasks) visited[task] = true;
    }

    public void Dispose()
    {
        adam.Dispose();
        foreach (var zero in zeros) zero.Dispose();
        foreach (var vector in vectors) vector.Dispose();
    }

    private Tensor?[] Gradients(IReadOnlyCollection<int> tasks, Func<int, Tensor> of) =>
        [.. Enumerable.Range(0, vectors.Length).Select(task => tasks.Contains(task) ? of(task) : null)];
}
