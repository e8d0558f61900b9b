using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// The Karcher mean: each tensor gets the direction of least summed squared angle to the experts' directions, found by gradient steps on the
/// sphere, and the mean of the experts' lengths. Karcher 1977 (doi:10.1002/cpa.3160300502); steps and defaults as in mergekit.
/// </summary>
[Published("Karcher 1977, doi:10.1002/cpa.3160300502; mergekit", "mean ‖θt‖ · argmin over u of Σ angle(u, θt)²")]
public sealed record Karcher : PerTensorMethod
{
    /// <inheritdoc/>
    public override string Name => "karcher";

    /// <summary>Steps at most; default 10.</summary>
    public int Iterations { get; init => field = Setting.Positive(value); } = 10;

    /// <summary>Length of a step, in radians, below which it is the last; above 0; default 1e-5.</summary>
    public double Tolerance { get; init => field = Setting.Positive(value); } = 1e-5;

    /// <inheritdoc/>
    protected override Tensor Combine(TensorMerge tensor)
    {
        var rows = stack(tensor.Experts).to_type(ScalarType.Float64).flatten(1);
        var lengths = Sphere.Lengths(rows);
        // Experts whose tensor is all zeros have no direction; they shorten the result.
        var directions = Sphere.Directions(rows)[lengths.squeeze(1).gt(0)];
        var mean = directions.shape[0] == 0 ? zeros_like(rows[0]) : Mean(directions) * lengths.mean();
        return mean.reshape(tensor.Anchor.shape).to_type(tensor.Anchor.dtype);
    }

    private Tensor Mean(Tensor directions)
    {
        var mean = Sphere.Middle(directions) ?? directions.narrow(0, 0, 1);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var step = MeanStep(directions, mean);
            var angle = step.norm().item<double>();
            if (angle < Tolerance) break;
            mean = Sphere.Directions((mean * Math.Cos(angle)) + (step * (Math.Sin(angle) / angle)));
        }
        return mean;
    }

    // The mean of the logarithms: from here towards each direction, as long as the angle to it.
    private static Tensor MeanStep(Tensor directions, Tensor from)
    {
        var cosines = (directions * from).sum(dim: 1, keepdim: true).clamp(-1, 1);
        var across = directions - (cosines * from);
        return (Sphere.Directions(across) * atan2(Sphere.Lengths(across), cosines)).mean([0L], keepdim: true);
    }
}
