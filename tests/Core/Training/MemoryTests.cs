using System.Diagnostics;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Tests.Doubles;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Core.Training;

public sealed class MemoryTests
{
    private const int WarmUp = 1_000, Steps = 10_000;
    private const long Allowed = 100L << 20;

    [Test]
    public void StaysFlatOverTenThousandTrainingSteps()
    {
        var growth = GrowthOfTraining(_ => { });
        Assert.That(growth.Tensors, Is.Zero, "live tensors");
        Assert.That(growth.Bytes, Is.LessThan(Allowed));
    }

    // 16 KiB a step: what one forgotten batch of embeddings would take.
    [Test]
    public void NoticesAForgottenTensorAStep()
    {
        var forgotten = new List<Tensor>();
        var growth = GrowthOfTraining(_ => forgotten.Add(ones(4096).DetachFromDisposeScope()));
        forgotten.ForEach(one => one.Dispose());
        Assert.That(growth.Tensors, Is.GreaterThanOrEqualTo(Steps - WarmUp));
        Assert.That(growth.Bytes, Is.GreaterThan(Allowed));
    }

    /// <summary>Trains SurgeryV2's modules and says what is held at the last step beyond what was after warming up.</summary>
    private static (long Tensors, long Bytes) GrowthOfTraining(Action<StepProgress> afterStep)
    {
        using var zoo = new TinyZoo();
        using var merged = new TaskArithmetic().Merge(zoo.MergeInput);
        var repair = new SurgeryV2 { Iterations = 1 + (Steps / (TinyZoo.Tasks.Length * 2)), BatchSize = 4, Rank = 2 };
        (long Tensors, long Bytes) warm = default, last = default;
        var watch = new Immediately(step =>
        {
            afterStep(step);
            if (step.Step == WarmUp) warm = (Tensor.TotalCount, Resident());
            if (step.Step == Steps) last = (Tensor.TotalCount, Resident());
        });
        repair.Repair(merged, zoo.RepairInput with { Progress = watch }).Dispose();
        return (last.Tensors - warm.Tensors, last.Bytes - warm.Bytes);
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
