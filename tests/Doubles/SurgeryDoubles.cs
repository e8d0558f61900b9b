using System.Collections.Immutable;
using SurgeryBench.Core;
using SurgeryBench.Models;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Doubles;

/// <summary>Inputs for repairs that never look at an expert's weights.</summary>
internal static class SurgeryDoubles
{
    public static RepairInput Input(ImmutableArray<TaskImages> data) => new()
    {
        Experts = [.. data.Select(set => new Expert(set.Task, new Weights([]), new Head(ones(2, 2))))],
        Backbone = BackboneCatalog.Find("vit-mini"),
        Data = data,
        Targets = new NoTargets(),
    };

    private sealed class NoTargets : IExpertTargets
    {
        public IReadOnlyList<Tensor> Levels(string task, ReadOnlySpan<long> indices) => throw new InvalidOperationException("This repair has no use for levels.");

        public Tensor Embeddings(string task, ReadOnlySpan<long> indices) => throw new InvalidOperationException("The embeddings are handed over.");
    }
}
