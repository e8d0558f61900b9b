using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// EMR-Merging: one elected task vector for all, a mask and one rescaler a task; θ̂t = θ0 + λt Mt ⊙ τuni. The task must be known. Huang et
/// al. 2024, arXiv:2405.17461. The rescaler of the authors' code lets every tensor count the same, that of the paper every entry.
/// </summary>
[Published("Huang et al. 2024, arXiv:2405.17461", "θ0 + λt · Mt ⊙ τuni for task t; τuni: elected sign, largest agreeing magnitude", Golden = "emr")]
public sealed record Emr : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => Rescaling == EmrRescaling.PerTensor ? "emr" : "emr-global";

    /// <summary>What the rescaler averages over; default as in the authors' code.</summary>
    public EmrRescaling Rescaling { get; init; } = EmrRescaling.PerTensor;

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        MisfitException.ThrowIfAny(input.Base, input.Experts);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var rescalers = Rescalers(input).to(input.Base.Device);
        var weights = TaskWeights.Build(input, vectors =>
        {
            var (unified, mask) = EmrSteps.Unify(vectors);
            return unified * mask * rescalers.to_type(vectors.dtype).view([-1, .. Enumerable.Repeat(1L, (int)unified.dim())]);
        });
        var size = input.Base.ParameterCount;
        return new PerTaskModel(input.Backbone, weights, size + (input.Experts.Length * ((size / PerTaskModel.MaskBits) + 1)));
    }

    /// <summary>λt of every task, [T], float64.</summary>
    internal Tensor Rescalers(MergeInput input)
    {
        using var scope = NewDisposeScope();
        var sums = zeros([2, input.Experts.Length], ScalarType.Float64);
        foreach (var name in input.Base.Names.Where(input.Base.IsFloatingPoint))
        {
            using var one = NewDisposeScope();
            var vectors = TensorMerge.Of(input, name, input.Base.Take(name)).TaskVectors();
            var (unified, mask) = EmrSteps.Unify(vectors);
            sums.add_(stack([Magnitudes(vectors), Magnitudes(unified * mask)]));
        }
        // Where nothing is elected there is nothing to rescale either.
        return where(sums[1].gt(0), sums[0] / sums[1].clamp(min: double.Epsilon), 1).MoveToOuterDisposeScope();
    }

    private Tensor Magnitudes(Tensor vectors)
    {
        var rows = vectors.abs().view(vectors.shape[0], -1);
        return (Rescaling == EmrRescaling.PerTensor ? rows.mean([1L]) : rows.sum(dim: 1)).to(CPU).to_type(ScalarType.Float64);
    }
}
