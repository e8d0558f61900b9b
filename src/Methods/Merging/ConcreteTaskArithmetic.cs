using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>Task arithmetic of task vectors under a learned mask that all tasks share. Tang et al. 2023, arXiv:2312.06173.</summary>
[Published("Tang et al. 2023, arXiv:2312.06173", "θ0 + λ m ⊙ Σ τt, concrete mask m trained to lower the entropy of predictions")]
public sealed record ConcreteTaskArithmetic : ConcreteMethod
{
    /// <inheritdoc/>
    public override string Name => "concrete-task-arithmetic";

    /// <summary>Steps of the mask's training; default 1000, so that the embedded suite takes minutes. Paper and FusionBench: 2000.</summary>
    public override int Iterations { get; init => field = Setting.Positive(value); } = 1000;

    /// <inheritdoc/>
    public override long TrainingImages(int tasks) => (long)tasks * Iterations * BatchSize;

    private protected override Tensor Start(LearnableMerge vectors, MergeInput input) =>
        full([1, input.Experts.Length], Scale, device: input.Base.Device);
}
