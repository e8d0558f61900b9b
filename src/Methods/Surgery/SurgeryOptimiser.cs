using SurgeryBench.Core.Training;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>Adam over the modules of all tasks, of which one task at a time has a gradient.</summary>
internal sealed class SurgeryOptimiser : IDisposable
{
    private readonly Adam adam;
    private readonly Tensor[][] zeros;
    private readonly bool[] visited;
    private readonly bool shared;

    public SurgeryOptimiser(Tensor[][] parameters, SurgerySchedule schedule)
    {
        adam = new Adam([.. parameters.SelectMany(task => task)]) { LearningRate = schedule.LearningRate };
        shared = schedule.Sharing == OptimiserSharing.Shared;
        zeros = [.. parameters.Select(task => task.Select(one => zeros_like(one, requires_grad: false).DetachFromDisposeScope()).ToArray())];
        visited = new bool[parameters.Length];
    }

    /// <summary>One step with the gradients of one task.</summary>
    public void Step(int task, IReadOnlyList<Tensor> gradients)
    {
        visited[task] = true;
        adam.Step([.. zeros.SelectMany((rest, other) => other == task ? gradients : Resting(rest, other))]);
    }

    public void Dispose()
    {
        adam.Dispose();
        foreach (var zero in zeros.SelectMany(task => task)) zero.Dispose();
    }

    // Under shared semantics a task that was visited before has a gradient of zeros and moves on its momentum; one not yet visited has none.
    private IEnumerable<Tensor?> Resting(Tensor[] rest, int task) => shared && visited[task] ? rest : rest.Select(_ => (Tensor?)null);
}
