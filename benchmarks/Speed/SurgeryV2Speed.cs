using BenchmarkDotNet.Attributes;
using SurgeryBench.Core;
using SurgeryBench.Evaluation;
using SurgeryBench.Methods.Merging;
using SurgeryBench.Methods.Surgery;
using static TorchSharp.torch;

namespace SurgeryBench.Speed;

/// <summary>Training of SurgeryV2's modules on one task; the expert's answers are there already, as in a sweep.</summary>
public class SurgeryV2Speed
{
    private const int Steps = 16, Images = 256;
    private static readonly SurgeryV2 Repair = new() { Iterations = Steps, BatchesPerVisit = 1 };
    private Zoo zoo = null!;
    private Tensor images = null!;
    private MergedModel merged = null!;
    private ExpertTargets targets = null!;
    private RepairInput input = null!;

    /// <summary>Merges, and lets the expert answer.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        zoo = MiniZoo.Draw(experts: 1);
        images = MiniZoo.DrawImages(Images);
        merged = new WeightAveraging().Merge(new MergeInput { Base = zoo.Base, Experts = zoo.Experts, Backbone = MiniZoo.Backbone });
        var task = new TaskImages(zoo.Experts[0].Task, new TensorImages(images), []);
        targets = new ExpertTargets(MiniZoo.Backbone, zoo.Experts, [task]);
        foreach (var level in targets.Levels(task.Task, [0])) level.Dispose();
        input = new RepairInput { Base = zoo.Base, Experts = zoo.Experts, Backbone = MiniZoo.Backbone, Data = [task], Targets = targets };
    }

    /// <summary>One optimiser step on a batch of 16 images.</summary>
    [Benchmark(OperationsPerInvoke = Steps)]
    public void Step() => Repair.Repair(merged, input).Dispose();

    /// <summary>Frees everything.</summary>
    [GlobalCleanup]
    public void CleanUp()
    {
        targets.Dispose();
        merged.Dispose();
        images.Dispose();
        zoo.Dispose();
    }
}
