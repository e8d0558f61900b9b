using System.Collections.Immutable;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Rescaling;

/// <summary>MAGIC's calibration in weight space.</summary>
internal static class WeightMagnitudes
{
    // The code's, wherever it divides.
    private const double Epsilon = 1e-8;

    /// <summary>Scales every row of the merged task vector's matrices, in place; vectors and norms are left alone.</summary>
    /// <param name="weights">The merged weights.</param>
    /// <param name="experts">Those of the tasks the weights serve.</param>
    /// <param name="anchor">The base.</param>
    /// <param name="backbone">The function the weights belong to.</param>
    public static void Match(Weights weights, ImmutableArray<Expert> experts, Weights anchor, IBackbone backbone)
    {
        foreach (var name in weights.Names.Where(name => backbone.RoleOf(name).Kind is TensorKind.LinearWeight or TensorKind.PatchKernel))
        {
            using var scope = NewDisposeScope();
            var start = anchor[name].flatten(1);
            var own = weights[name].flatten(1) - start;
            var factors = Factors(own, stack([.. experts.Select(expert => expert.Weights[name].flatten(1) - start)]));
            weights[name].copy_((start + (own * factors.unsqueeze(1))).view_as(weights[name]));
        }
    }

    /// <summary>
    /// 1 / √(Σ αk² + ‖ρ‖² / n²): αk is the part of the merged row along the k-th expert's, in units of that; ρ is what all these parts leave of it,
    /// and n the mean norm of the experts' rows.
    /// </summary>
    /// <param name="merged">[rows, columns], borrowed.</param>
    /// <param name="experts">[experts, rows, columns], borrowed.</param>
    /// <returns>[rows], in the caller's scope.</returns>
    internal static Tensor Factors(Tensor merged, Tensor experts)
    {
        using var scope = NewDisposeScope();
        var squares = experts.square().sum(dim: -1);
        var parts = (experts * merged).sum(dim: -1) / (squares + Epsilon);
        var rest = merged - (experts * parts.unsqueeze(-1)).sum(dim: 0);
        var size = squares.sqrt().mean([0]).square() + Epsilon;
        var length = parts.square().sum(dim: 0) + (rest.square().sum(dim: -1) / size);
        return (1 / (length + Epsilon).sqrt()).MoveToOuterDisposeScope();
    }
}
