using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Operations;

/// <summary>The loop of methods that train: step after step, each in a dispose scope of its own, told of and stoppable in between.</summary>
internal static class TrainingLoop
{
    /// <summary>Runs all steps.</summary>
    /// <param name="stage">What is being trained.</param>
    /// <param name="iterations">Steps.</param>
    /// <param name="input">Where to report, and who may stop it.</param>
    /// <param name="step">Makes the step of an index and returns its loss.</param>
    public static void Run(string stage, int iterations, MethodInput input, Func<int, double> step)
    {
        var housekeeper = new StepHousekeeper(every: 16);
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            input.Cancellation.ThrowIfCancellationRequested();
            var loss = InScope(step, iteration);
            input.Progress?.Report(new StepProgress(stage, iteration + 1, iterations, loss));
            housekeeper.AfterStep();
        }
    }

    private static double InScope(Func<int, double> step, int iteration)
    {
        using var scope = NewDisposeScope();
        return step(iteration);
    }
}
