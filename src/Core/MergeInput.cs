namespace SurgeryBench.Core;

/// <summary>Everything a merging method is given.</summary>
public sealed record MergeInput : MethodInput
{
    /// <summary>θ0 of the papers: the encoder all experts were fine-tuned from.</summary>
    public required Weights Base { get; init; }

    /// <summary>The jointly trained encoder, for the reference row that reports it; null if there is none.</summary>
    public Weights? MultiTask { get; init; }
}
