using System.Diagnostics;
using NUnit.Framework;
using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using SurgeryBench.Methods.Surgery;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Core.Training;

public sealed class MemoryTests
{
    private const int WarmUp = 500, Steps = 10_000;
    private const long Allowed = 100L << 20;

    [Test]
    public void StaysFlatOverTenThousandTrainingSteps()
    {
        using var outer = NewDisposeScope();
        using var module = LowRankModule.Draw(32, 8, Seed.Of("memory"), CPU);
        Tensor[] parameters = [module.Down.requires_grad_(), module.Up.requires_grad_()];
        using var adam = new Adam(parameters);
        var housekeeper = new StepHousekeeper();
        Tensor batch = randn(16, 32), target = randn(16, 32);
        var (resident, tensors) = (0L, 0L);
        for (var step = 0; step < Steps; step++)
        {
            if (step == WarmUp) (resident, tensors) = (Resident(), Tensor.TotalCount);
            using var scope = NewDisposeScope();
            var loss = SurgeryLoss.L1.Between(module.Clean(batch), target);
            adam.Step([.. autograd.grad([loss], parameters)]);
            housekeeper.AfterStep();
        }
        Assert.That(Tensor.TotalCount, Is.EqualTo(tensors));
        Assert.That(Resident() - resident, Is.LessThan(Allowed));
    }

    private static long Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
