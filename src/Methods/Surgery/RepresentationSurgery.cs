using SurgeryBench.Core;

namespace SurgeryBench.Methods.Surgery;

/// <summary>
/// Surgery (v1): for each task a low-rank correction of the embedding, trained without labels to match the task's expert. Yang et al. 2024,
/// arXiv:2402.02705.
/// </summary>
public sealed record RepresentationSurgery : EmbeddingSurgery
{
    /// <inheritdoc/>
    public override string Name => "surgery";

    private protected override int RankOn(IBackbone backbone) => Rank ?? MatchedRank.OfSurgery(backbone);
}
