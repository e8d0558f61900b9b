using SurgeryBench.Core;

namespace SurgeryBench.Accuracy.Sweep;

/// <summary>What the methods and repairs of one seed are handed: what they declared, and nothing more.</summary>
/// <param name="bench">Zoo, images and experts' answers.</param>
/// <param name="seed">Where all randomness comes from.</param>
/// <param name="cancellation">Stops them between two steps.</param>
internal sealed class RunInputs(Bench bench, Seed seed, CancellationToken cancellation)
{
    /// <summary>The inputs of a suite's numbered seed.</summary>
    public static RunInputs Of(Bench bench, string suite, int seed, CancellationToken cancellation) => new(bench, Seed.Of("sweep", suite, $"{seed}"), cancellation);

    /// <summary>What is handed over for a declaration.</summary>
    /// <param name="use">The declaration.</param>
    /// <param name="inductive">Whether training images stand in for unlabelled test images.</param>
    public static DataUse Shown(DataUse use, bool inductive) => inductive && use == DataUse.UnlabelledTest ? DataUse.UnlabelledTrain : use;

    public MergeInput For(IMergeMethod method, IProgress<StepProgress>? progress, bool inductive = false) => new()
    {
        Base = bench.Zoo.Base,
        MultiTask = bench.Zoo.MultiTask,
        Foundations = bench.Zoo.Foundations,
        Experts = bench.Zoo.Experts,
        Backbone = bench.Backbone,
        Data = bench.DataFor(Shown(method.Data, inductive)),
        Seed = seed.For(method.Name),
        Progress = progress,
        Cancellation = cancellation,
    };

    public RepairInput For(IRepair repair, IProgress<StepProgress>? progress, bool inductive = false) => new()
    {
        Base = bench.Zoo.Base,
        Experts = bench.Zoo.Experts,
        Backbone = bench.Backbone,
        Data = bench.DataFor(Shown(repair.Data, inductive)),
        Targets = bench.TargetsFor(Shown(repair.Data, inductive)),
        Seed = seed.For(repair.Name),
        Progress = progress,
        Cancellation = cancellation,
    };
}
