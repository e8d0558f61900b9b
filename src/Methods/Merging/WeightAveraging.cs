using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>The mean of the experts: θ = 1/T Σ θt. Wortsman et al. 2022, arXiv:2203.05482.</summary>
[Published("Wortsman et al. 2022, arXiv:2203.05482", "1/T Σ θt", Golden = "task_arithmetic")]
public sealed record WeightAveraging : PerTensorMethod
{
    /// <inheritdoc/>
    public override string Name => "weight-averaging";

    /// <inheritdoc/>
    protected override Tensor Combine(TensorMerge tensor) => stack(tensor.Experts).mean([0L]);
}
