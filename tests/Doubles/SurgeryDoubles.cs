using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Methods.Surgery;
using SurgeryBench.Models;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Doubles;

/// <summary>Inputs for repairs that never look at an expert's weights.</summary>
internal static class SurgeryDoubles
{
    public static RepairInput Input(ImmutableArray<TaskImages> data) => new()
    {
        Base = new Weights([]),
        Experts = [.. data.Select(set => new Expert(set.Task, new Weights([]), new Head(ones(2, 2))))],
        Backbone = BackboneCatalog.Find("vit-mini"),
        Data = data,
        Targets = new NoTargets(),
    };

    /// <summary>A correction of one number by one number, both zero.</summary>
    public static TaskModules Zero() => new([], new ReluModule(zeros(1, 1), zeros(1, 1)));

    /// <summary>Losses whose gradient is one everywhere.</summary>
    public static IReadOnlyList<Tensor> Slopes(ImmutableArray<TaskModules> modules, IReadOnlyList<TaskBatch> batches) =>
        [stack([.. batches.Select(batch => modules[batch.Task].Parameters.Select(one => one.sum()).Aggregate((sum, one) => sum + one))])];

    private sealed class NoTargets : IExpertTargets
    {
        public IReadOnlyList<Tensor> Levels(string task, ReadOnlySpan<long> indices) => throw new InvalidOperationException("This repair has no use for levels.");

        public IReadOnlyList<Tensor> Levels(string task, ReadOnlySpan<long> indices, BlockEdit view) => Levels(task, indices);

        public Tensor Embeddings(string task, ReadOnlySpan<long> indices) => throw new InvalidOperationException("The embeddings are handed over.");
    }
}
