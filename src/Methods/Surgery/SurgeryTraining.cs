using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>The training loop of the Surgery papers' code: rounds over the tasks in fixed order, a few Adam steps a visit.</summary>
internal static class SurgeryTraining
{
    /// <summary>The loss of each level on one batch of a task.</summary>
    /// <param name="task">Position of the task.</param>
    /// <param name="indices">Images of the batch.</param>
    /// <returns>Scalars in the caller's dispose scope; their sum is minimised.</returns>
    public delegate IReadOnlyList<Tensor> LevelLosses(int task, long[] indices);

    /// <summary>Trains the modules in place.</summary>
    /// <param name="modules">One entry a task, in the order of the experts.</param>
    /// <param name="input">Images and where to report.</param>
    /// <param name="schedule">Steps and optimiser.</param>
    /// <param name="losses">The loss to minimise.</param>
    /// <param name="trace">Told the loss of each level before each step; null for nobody.</param>
    public static void Run(
        ImmutableArray<TaskModules> modules, RepairInput input, SurgerySchedule schedule, LevelLosses losses, Action<int, float[]>? trace = null)
    {
        var parameters = modules.Select(task => task.Parameters.ToArray()).ToArray();
        foreach (var parameter in parameters.SelectMany(task => task)) parameter.requires_grad_();
        using var optimiser = new SurgeryOptimiser(parameters, schedule);
        var housekeeper = new StepHousekeeper();
        var sampler = input.Sampler;
        int step = 0, total = schedule.Iterations * schedule.BatchesPerVisit * modules.Length;
        for (var iteration = 0; iteration < schedule.Iterations; iteration++)
        {
            for (var task = 0; task < modules.Length; task++)
            {
                var name = input.Experts[task].Task;
                foreach (var batch in sampler.Draw(name, iteration, schedule.BatchesPerVisit, schedule.BatchSize, input.ImagesOf(name).Count))
                {
                    input.Cancellation.ThrowIfCancellationRequested();
                    using var scope = NewDisposeScope();
                    var levels = losses(task, batch);
                    var loss = levels.Aggregate((sum, level) => sum + level);
                    optimiser.Step(task, [.. autograd.grad([loss], parameters[task])]);
                    trace?.Invoke(task, [.. levels.Select(level => level.item<float>())]);
                    input.Progress?.Report(new StepProgress(schedule.Stage, ++step, total, loss.item<float>()));
                    housekeeper.AfterStep();
                }
            }
        }
        foreach (var parameter in parameters.SelectMany(task => task)) parameter.requires_grad_(false);
    }
}
