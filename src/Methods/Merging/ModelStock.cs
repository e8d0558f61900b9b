using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// Model Stock: θ = θ0 + t · mean of τt, tensor by tensor, with t = T c / (1 + (T−1) c) and c the cosine of the mean angle between two task
/// vectors. The more the experts disagree, the closer to the base. The paper has one angle for all pairs; where they differ their mean is
/// taken, as in FusionBench. Jang et al. 2024, arXiv:2403.19522.
/// </summary>
[Published("Jang et al. 2024, arXiv:2403.19522", "θ0 + T c / (1 + (T−1) c) · mean τt, c the cosine of the mean angle between task vectors")]
public sealed record ModelStock : PerTensorMethod
{
    /// <inheritdoc/>
    public override string Name => "model-stock";

    /// <summary>
    /// Whether t is kept within [0, 1]; default no, as published. Task vectors at obtuse angles have a negative t, and there are angles
    /// at which it has no bound.
    /// </summary>
    public bool Clamp { get; init; }

    /// <inheritdoc/>
    protected override Tensor Combine(TensorMerge tensor)
    {
        var vectors = tensor.TaskVectors();
        return tensor.Anchor + (vectors.mean([0L]) * Share(vectors.flatten(1).to_type(ScalarType.Float64)));
    }

    private double Share(Tensor vectors)
    {
        var count = vectors.shape[0];
        if (count == 1) return 1;
        var directions = Sphere.Directions(vectors);
        var angles = directions.mm(directions.T).clamp(-1, 1).acos().triu(1);
        var cosine = Math.Cos(angles.sum().item<double>() / (count * (count - 1) / 2));
        var share = count * cosine / (1 + ((count - 1) * cosine));
        return Clamp ? Math.Clamp(share, 0, 1) : share;
    }
}
