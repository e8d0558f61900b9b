using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>θ = θ0 + λ Σ (θt − θ0). Ilharco et al. 2023, arXiv:2212.04089.</summary>
[Published("Ilharco et al. 2023, arXiv:2212.04089", "θ0 + λ Σ τt", Golden = "task_arithmetic")]
public sealed record TaskArithmetic : PerTensorMethod
{
    /// <inheritdoc/>
    public override string Name => "task-arithmetic";

    /// <summary>λ, the same for every expert; finite; default 0.3, the value of the AdaMerging and Surgery papers for eight tasks.</summary>
    public double Scale { get; init => field = Setting.Finite(value); } = 0.3;

    /// <inheritdoc/>
    public override IEnumerable<IMergeMethod> Grid() => Setting.Steps(0.1m, 1, 0.1m).Select(scale => this with { Scale = scale });

    /// <inheritdoc/>
    protected override Tensor Combine(TensorMerge tensor) => tensor.Anchor + (tensor.TaskVectors().sum(dim: 0) * Scale);
}
