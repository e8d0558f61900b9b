using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// SVC: takes another merge θ0 + τ and scales each singular value of each matrix of τ by γ = T / Σ max(α, st), where st = ⟨uᵀτ, uᵀτt⟩ / ‖uᵀτt‖²
/// says how often the merge counts what task t does along the left singular vector u. Li et al. 2026, arXiv:2602.05536.
/// </summary>
[Published("Li et al. 2026, arXiv:2602.05536", "another merge with its singular values divided by how often tasks share them")]
public sealed record SingularValueCalibration : IMergeMethod
{
    /// <inheritdoc/>
    public string Name => Start == CalibratedMerge.TaskArithmetic ? "svc" : $"svc-{StartMethod.Name}";

    /// <summary>The merge it starts from; default task arithmetic.</summary>
    public CalibratedMerge Start { get; init; } = CalibratedMerge.TaskArithmetic;

    /// <summary>α, the least that a task counts for; above 0; default 0.1, FusionBench's. The paper takes 1/T, and 1 after TSV-M.</summary>
    public double Floor { get; init => field = Setting.Positive(value); } = 0.1;

    /// <inheritdoc/>
    public IEnumerable<IMergeMethod> Grid() => new[] { 0.05, 0.1, 0.2, 0.5, 1 }.Select(floor => this with { Floor = floor });

    private IMergeMethod StartMethod => Start switch
    {
        CalibratedMerge.WeightAveraging => new WeightAveraging(),
        CalibratedMerge.Ties => new Ties(),
        CalibratedMerge.TsvM => new TsvM(),
        CalibratedMerge.IsoC => new IsoC(),
        CalibratedMerge.IsoCts => new IsoCts(),
        CalibratedMerge.Wudi => new Wudi(),
        _ => new TaskArithmetic(),
    };

    /// <inheritdoc/>
    public MergedModel Merge(MergeInput input)
    {
        var model = (SingleModel)StartMethod.Merge(input);
        using var untracked = no_grad();
        foreach (var name in model.Weights.Names.Where(model.Weights.IsFloatingPoint))
        {
            using var scope = NewDisposeScope();
            var tensor = TensorMerge.Of(input, name, input.Base.Take(name));
            if (tensor.IsMatrix) model.Weights[name].copy_(tensor.Anchor + Calibrate(model.Weights[name] - tensor.Anchor, tensor.TaskVectors()));
        }
        return model;
    }

    /// <summary>The formula, in float64 as it divides by squares of small numbers.</summary>
    /// <param name="merged">τ, [rows, columns], borrowed.</param>
    /// <param name="vectors">τt, [T, rows, columns], borrowed.</param>
    internal Tensor Calibrate(Tensor merged, Tensor vectors)
    {
        var svd = ThinSvd.Of(merged.to(float64));
        var responses = svd.U.mT.matmul(vectors.to(float64)); // [T, r, columns]
        var squares = responses.square().sum(dim: -1);
        var counts = (responses * svd.V.mT).sum(dim: -1) * svd.S / (squares + squares.eq(0));
        return (svd with { S = svd.S * vectors.shape[0] / counts.clamp(min: Floor).sum(dim: 0) }).Compose();
    }
}
