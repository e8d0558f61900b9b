using System.Collections.Immutable;

namespace SurgeryBench.Core;

/// <summary>Everything a merging method is given.</summary>
public sealed record MergeInput : MethodInput
{
    /// <summary>θ0 of the papers: the encoder all experts were fine-tuned from, or the first of <see cref="Foundations"/>.</summary>
    public required Weights Base { get; init; }

    /// <summary>
    /// The encoder each expert was fine-tuned from, in suite order, where that is not <see cref="Base"/> for all of them; empty where it is.
    /// <see cref="Base"/> is one of them. Methods that ignore this treat every expert as one of the base.
    /// </summary>
    public ImmutableArray<Weights> Foundations { get; init; } = [];

    /// <summary>The jointly trained encoder, for the reference row that reports it; null if there is none.</summary>
    public Weights? MultiTask { get; init; }
}
