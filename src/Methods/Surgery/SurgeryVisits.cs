using SurgeryBench.Core.Training;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>Visits to tasks, several side by side: one pass and one optimiser step for each of their batches.</summary>
/// <param name="parameters">The trainable tensors of each task.</param>
/// <param name="optimiser">Steps them.</param>
/// <param name="losses">The loss to minimise.</param>
/// <param name="cancellation">Looked at before each pass.</param>
internal sealed class SurgeryVisits(Tensor[][] parameters, SurgeryOptimiser optimiser, SurgeryTraining.LevelLosses losses, CancellationToken cancellation)
{
    private readonly StepHousekeeper housekeeper = new();

    /// <summary>Visits some tasks.</summary>
    /// <param name="group">Their positions, ascending.</param>
    /// <param name="drawn">This round's batches of every task.</param>
    /// <returns>The steps made, task after task as the reference makes them.</returns>
    public IEnumerable<StepLosses> Make(int[] group, IReadOnlyList<long[]>[] drawn)
    {
        // While the tasks before it train, a task rests; while those after it do, it rests again.
        foreach (var task in group) optimiser.Rest(task, drawn[..task].Sum(batches => batches.Count));
        var passes = Enumerable.Range(0, group.Max(task => drawn[task].Count)).SelectMany(index => group
            .Where(task => drawn[task].Count > index).Select(task => new TaskBatch(task, drawn[task][index]))
            .GroupBy(batch => batch.Indices.Length)).Select(equal => Pass([.. equal])).ToList();
        foreach (var task in group) optimiser.Rest(task, drawn[(task + 1)..].Sum(batches => batches.Count));
        return passes.SelectMany(pass => pass).OrderBy(step => step.Task);
    }

    private StepLosses[] Pass(TaskBatch[] batches)
    {
        cancellation.ThrowIfCancellationRequested();
        var made = Step(batches);
        housekeeper.AfterStep();
        return made;
    }

    private StepLosses[] Step(TaskBatch[] batches)
    {
        using var scope = NewDisposeScope();
        // Debts first: the gradient belongs to where the modules stand after their rest.
        optimiser.Settle([.. batches.Select(batch => batch.Task)]);
        var levels = stack([.. losses(batches)], 1); // [batches, levels]
        Tensor[] trained = [.. batches.SelectMany(batch => parameters[batch.Task])];
        Tensor[] gradients = [.. autograd.grad([levels.sum()], trained)];
        optimiser.Step([.. batches.Select(batch => batch.Task)], gradients);
        return [.. batches.Zip(levels.unbind(0), (batch, own) => new StepLosses(batch.Task, own.data<float>().ToArray()))];
    }
}
