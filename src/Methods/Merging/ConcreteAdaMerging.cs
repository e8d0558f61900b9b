using SurgeryBench.Core;
using SurgeryBench.Methods.Operations;
using static TorchSharp.torch;

namespace SurgeryBench.Methods.Merging;

/// <summary>
/// AdaMerging of task vectors under a learned mask that all tasks share: each sample of the mask is judged by coefficients adapted to it;
/// once the mask is fixed, coefficients are trained under it. Tang et al. 2023, arXiv:2312.06173.
/// </summary>
[Published("Tang et al. 2023, arXiv:2312.06173", "θ0 + m ⊙ Σ λt τt, concrete mask m and then λ trained to lower the entropy of predictions")]
public sealed record ConcreteAdaMerging : ConcreteMethod
{
    /// <inheritdoc/>
    public override string Name => "concrete-adamerging";

    /// <summary>Layer-wise (default) or task-wise coefficients.</summary>
    public CoefficientSharing Sharing { get; init; } = CoefficientSharing.LayerWise;

    /// <summary>
    /// Steps of the mask's training, each of two passes, and again of the coefficients' training; default 350, so that the embedded
    /// suite takes minutes. Paper and FusionBench: 1000 and 1000.
    /// </summary>
    public override int Iterations { get; init => field = Setting.Positive(value); } = 350;

    /// <summary>How coefficients are adapted to a sample of the mask; default as in the reference code.</summary>
    public InnerStep Inner { get; init; } = InnerStep.CarriedAdam;

    /// <summary>Size of the step that adapts coefficients to a sample of the mask; above 0; default 1, the reference code's.</summary>
    public double InnerRate { get; init => field = Setting.Positive(value); } = 1;

    /// <summary>Adam's step size for the coefficients under the final mask; default 1e-3.</summary>
    public double CoefficientRate { get; init => field = Setting.Positive(value); } = 1e-3;

    /// <inheritdoc/>
    public override long TrainingImages(int tasks) => 3L * tasks * Iterations * BatchSize;

    private protected override Tensor Start(LearnableMerge vectors, MergeInput input) =>
        full([Sharing == CoefficientSharing.TaskWise ? 1 : vectors.Names.Length, input.Experts.Length], Scale, device: input.Base.Device);

    private protected override InnerCoefficients Adapting(EntropyObjective objective, LearnableMerge vectors, Tensor start) =>
        new(objective, vectors, Inner, InnerRate, start);

    private protected override Tensor Finish(LearnableMerge vectors, MergeInput input)
    {
        var coefficients = Start(vectors, input);
        var adaMerging = new AdaMerging
        {
            Sharing = Sharing,
            Clamp = false,
            Iterations = Iterations,
            BatchSize = BatchSize,
            BatchesPerVisit = 1,
            LearningRate = CoefficientRate,
        };
        adaMerging.Learn(coefficients, vectors, input with { Seed = input.Seed.For("coefficients") });
        return coefficients;
    }
}
