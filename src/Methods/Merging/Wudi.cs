using SurgeryBench.Core;
using SurgeryBench.Core.Training;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// WUDI: θ = θ0 + τ, where τ starts as the sum of the task vectors and goes down Σ ‖(τ − τt) τtᵀ‖² / ‖τt‖² by Adam, each matrix alone. The
/// steps are few and small on purpose: what counts is their number times the step size. Cheng et al. 2025, arXiv:2503.08099; the defaults
/// are those of the authors' code. FusionBench's form: <see cref="EveryMatrix"/> and 400 steps.
/// </summary>
[Published("Cheng et al. 2025, arXiv:2503.08099", "argmin Σ ‖(m − τt) τtᵀ‖² / ‖τt‖² by Adam from Στ", Golden = "wudi")]
public sealed record Wudi : PerTensorMethod
{
    /// <inheritdoc/>
    public override string Name => "wudi";

    /// <summary>
    /// Whether every matrix is merged so and all other tensors are averaged; default no: the matrices of the blocks' linear layers, and all
    /// else stays the base's.
    /// </summary>
    public bool EveryMatrix { get; init; }

    /// <summary>Steps for each matrix; default 300.</summary>
    public int Iterations { get; init => field = Setting.Positive(value); } = 300;

    /// <summary>Adam's step size; above 0; default 1e-5.</summary>
    public double LearningRate { get; init => field = Setting.Positive(value); } = 1e-5;

    /// <inheritdoc/>
    protected override Tensor Combine(TensorMerge tensor)
    {
        if (EveryMatrix ? tensor.IsMatrix : tensor.Role.Kind == TensorKind.LinearWeight) return tensor.Anchor + Minimise(tensor.TaskVectors(), tensor.Input.Cancellation);
        return EveryMatrix ? tensor.Anchor + tensor.TaskVectors().mean([0L]) : tensor.Anchor.clone();
    }

    private Tensor Minimise(Tensor vectors, CancellationToken cancellation)
    {
        var (start, interference) = (vectors.sum(dim: 0), Interference.Of(vectors));
        Tensor slope = (interference.HalfGradient(start) * 2).to(float32), curvature = (interference.Gram * 2).to(float32);
        var moved = zeros_like(slope);
        using var optimiser = new Adam([moved]) { LearningRate = LearningRate };
        var housekeeper = new StepHousekeeper();
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            optimiser.Step([slope + moved.matmul(curvature)]);
            housekeeper.AfterStep();
        }
        return start + moved;
    }
}
