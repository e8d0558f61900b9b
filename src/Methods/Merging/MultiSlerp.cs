using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Multi-SLERP of mergekit with equal weights: each tensor gets the normalised mean of the experts' directions and the mean of their lengths.
/// mergekit goes on to average the directions' projections to the tangent space at that mean; that average is 0 whatever the directions,
/// so nothing is left of this step here. Directions that cancel are averaged as they are, which mergekit does for two and refuses for more.
/// </summary>
[Published("mergekit's multislerp", "mean ‖θt‖ · unit(Σ θt/‖θt‖)")]
public sealed record MultiSlerp : PerTensorMethod
{
    /// <inheritdoc/>
    public override string Name => "multi-slerp";

    /// <inheritdoc/>
    protected override Tensor Combine(TensorMerge tensor)
    {
        var rows = stack(tensor.Experts).to_type(ScalarType.Float64).flatten(1);
        var middle = Sphere.Middle(Sphere.Directions(rows));
        var merged = middle is null ? rows.mean([0L]) : middle * Sphere.Lengths(rows).mean();
        return merged.reshape(tensor.Anchor.shape).to_type(tensor.Anchor.dtype);
    }
}
