using SurgeryBench.Core;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// The control of <see cref="ProbabilisticSurgery"/>: Surgery of its rank, on its schedule and from the same start, without its noise. At
/// inference both are the same computation, so that what is between them is what the noise does.
/// </summary>
public sealed record WideSurgery : EmbeddingSurgery
{
    /// <summary>ProbSurgery's schedule.</summary>
    public WideSurgery() => (Iterations, BatchesPerVisit) = (ProbabilisticSurgery.PublishedIterations, ProbabilisticSurgery.PublishedBatchesPerVisit);

    /// <inheritdoc/>
    public override string Name => "surgery-wide";

    private protected override int RankOn(IBackbone backbone) => Rank ?? ProbabilisticSurgery.PublishedRank;
}
