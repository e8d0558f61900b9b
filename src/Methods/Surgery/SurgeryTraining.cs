using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// The training loop of the Surgery papers' code: rounds over the tasks in fixed order, a few Adam steps a visit. A task's gradient depends
/// on its own modules alone, so visits of several tasks can share a pass through the merged model: all steps are the reference's, and only
/// the rounding of larger matrix products differs.
/// </summary>
internal static class SurgeryTraining
{
    /// <summary>The losses of some tasks' batches, computed in one pass.</summary>
    /// <param name="batches">One batch a task, all of one size.</param>
    /// <returns>For each level the loss of each batch: vectors in the caller's dispose scope, whose sum is minimised.</returns>
    public delegate IReadOnlyList<Tensor> LevelLosses(IReadOnlyList<TaskBatch> batches);

    /// <summary>Trains the modules in place.</summary>
    /// <param name="modules">One entry a task, in the order of the experts.</param>
    /// <param name="input">Images and where to report.</param>
    /// <param name="schedule">Steps and optimiser.</param>
    /// <param name="losses">The loss to minimise.</param>
    /// <param name="trace">Told the loss of each level before each step, in the order of the reference; null for nobody.</param>
    public static void Run(
        ImmutableArray<TaskModules> modules, RepairInput input, SurgerySchedule schedule, LevelLosses losses, Action<int, float[]>? trace = null)
    {
        var parameters = modules.Select(task => task.Parameters.ToArray()).ToArray();
        foreach (var parameter in parameters.SelectMany(task => task)) parameter.requires_grad_();
        using var optimiser = new SurgeryOptimiser(parameters, schedule);
        var visits = new SurgeryVisits(parameters, optimiser, losses, input.Cancellation);
        var sampler = input.Sampler;
        var log = new StepLog(input, schedule, modules.Length, trace);
        for (var iteration = 0; iteration < schedule.Iterations; iteration++)
        {
            var drawn = input.Experts.Select(expert => sampler.Draw(
                expert.Task, iteration, schedule.BatchesPerVisit, schedule.BatchSize, input.ImagesOf(expert.Task).Count)).ToArray();
            foreach (var group in Enumerable.Range(0, modules.Length).Chunk(schedule.TasksPerPass)) log.Add(visits.Make(group, drawn));
        }
        optimiser.Settle();
        foreach (var parameter in parameters.SelectMany(task => task)) parameter.requires_grad_(false);
    }
}
